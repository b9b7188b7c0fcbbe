"""Segments: what may be asked, and that PostgreSQL answers as a plain reading of the players does.

Seen failing on planted bugs: a negation of an unknown value that lost its players, `between` without its upper end,
plays of seven days that counted an eighth, and a streak that stood after two missed days.
"""

from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from casino_club.domains.campaigns.contracts import AllOf, AnyOf, Condition, Not
from casino_club.domains.campaigns.rules import DEPTH_MAX, FIELDS, OPERATORS, SegmentError, parse_segment, problems_of
from casino_club.domains.campaigns.segment_sql import EXPRESSIONS, compile_segment
from casino_club.domains.notifications.contracts import Text
from tests.domains.campaigns.support import NOW, add_player, message_of

TODAY = NOW.date()
NEVER = datetime(1, 1, 1, tzinfo=UTC)


def ago(days, hours=0):
    return NOW - timedelta(days=days, hours=hours)


PLAYERS = [
    {},
    {"tier": "VIP", "level": 30, "vip_points": 12_000, "last_login_at": ago(0), "days": {0: (5, 500), 6: (1, 10)}},
    {
        "tier": "PREMIUM",
        "level": 5,
        "total_spent": 60_000,
        "last_login_at": ago(2),
        "days": {7: (4, 40)},
        "streak": (1, 9),
    },
    {"locale": "en", "email": "a@b.kr", "created_at": ago(40), "last_login_at": ago(31), "days": {29: (2, 200)}},
    {
        "locale": "en",
        "created_at": ago(8, 13),
        "level": 5,
        "battlepass_level": 3,
        "days": {30: (7, 70)},
        "streak": (2, 4),
    },
    {"created_at": ago(7), "email": "c@d.kr", "days": {0: (1, 1), 1: (1, 1), 40: (100, 9)}, "streak": (0, 1)},
]


def oracle(player):
    """A player's fields, read plainly."""
    facts = {"tier": "STANDARD", "level": 1, "locale": "ko", "created_at": NOW, "last_login_at": None} | player
    days, streak = player.get("days", {}), player.get("streak")
    within = {span: [one for age, one in days.items() if age < span] for span in (7, 30)}
    return {
        "tier": facts["tier"],
        "level": facts["level"],
        "locale": facts["locale"],
        "created_at": facts["created_at"],
        "last_login_at": facts["last_login_at"] or NEVER,
        "vip_points": player.get("vip_points", 0),
        "battlepass_level": player.get("battlepass_level", 0),
        "total_spent": player.get("total_spent", 0),
        "has_email": "email" in player,
        "has_played": bool(days),
        "last_played_day": TODAY - timedelta(days=min(days)) if days else date(1, 1, 1),
        **{f"plays_{span}d": sum(plays for plays, _ in found) for span, found in within.items()},
        **{f"bet_{span}d": sum(bet for _, bet in found) for span, found in within.items()},
        "streak": streak[1] if streak and streak[0] <= 1 else 0,
    }


def holds(segment, facts):
    match segment:
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)
    value, asked = facts[segment.field], segment.value
    if segment.operator in {"within_days", "older_than_days"}:
        day = TODAY - timedelta(days=asked)
        edge = day if FIELDS[segment.field].kind == "day" else datetime.combine(day, time(), UTC)
        return (value >= edge) == (segment.operator == "within_days")
    return {
        "eq": lambda: value == asked,
        "is": lambda: value == asked,
        "ne": lambda: value != asked,
        "gt": lambda: value > asked,
        "gte": lambda: value >= asked,
        "from": lambda: value >= asked,
        "lt": lambda: value < asked,
        "before": lambda: value < asked,
        "lte": lambda: value <= asked,
        "between": lambda: asked[0] <= value <= asked[1],
        "in": lambda: value in asked,
        "not_in": lambda: value not in asked,
    }[segment.operator]()


numbers = st.sampled_from([0, 1, 2, 3, 5, 6, 9, 30, 500, 510, 12_000, 60_000, 2**53 - 1])
moments = st.sampled_from([ago(0), ago(2), ago(7), ago(8), ago(31), ago(40)]).map(datetime.isoformat)
spans = st.sampled_from([0, 1, 2, 6, 7, 8, 29, 30, 31, 40, 3650])


@st.composite
def conditions(draw):
    name = draw(st.sampled_from(sorted(FIELDS)))
    field = FIELDS[name]
    operator = draw(st.sampled_from(OPERATORS[field.kind]))
    if operator == "between":
        value = st.tuples(numbers, numbers).map(sorted)
    elif operator in {"in", "not_in"}:
        value = st.lists(st.sampled_from(field.choices), min_size=1, max_size=3)
    elif operator in {"within_days", "older_than_days"}:
        value = spans
    else:
        value = {
            "number": numbers,
            "choice": st.sampled_from(field.choices or ("",)),
            "moment": moments,
            "day": moments.map(lambda moment: moment[:10]),
            "flag": st.booleans(),
        }[field.kind]
    return {"field": name, "op": operator, "value": draw(value)}


segments = st.recursive(
    conditions(),
    lambda inner: (
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3))
        | st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=6,
)


def depth_of(data):
    """How many groups lie in one another."""
    if "not" in data:
        return 1 + depth_of(data["not"])
    parts = data.get("all", data.get("any"))
    return 0 if parts is None else 1 + max(map(depth_of, parts), default=0)


@pytest.fixture(scope="module")
def peopled(database_url):
    """The shared database with these players; gone afterwards."""
    ids = []
    with psycopg.connect(database_url, autocommit=True) as owner:
        for number, facts in enumerate(PLAYERS):
            known = {name: value for name, value in facts.items() if name not in {"days", "streak"}}
            ids.append(add_player(owner, 9000 + number, **known))
            for age, (plays, bet) in facts.get("days", {}).items():
                owner.execute(
                    "INSERT INTO game_stats (user_id, game, day, plays, total_bet) VALUES (%s, 'slot', %s, %s, %s)",
                    (ids[-1], TODAY - timedelta(days=age), plays, bet),
                )
            if "streak" in facts:
                age, count = facts["streak"]
                owner.execute(
                    "INSERT INTO streaks (user_id, action_type, last_day, streak_count, best_count)"
                    " VALUES (%s, 'DAILY_LOGIN', %s, %s, %s)",
                    (ids[-1], TODAY - timedelta(days=age), count, count),
                )
        yield ids
        for table, column in (("game_stats", "user_id"), ("streaks", "user_id"), ("users", "id")):
            owner.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", (ids,))


async def found(session, ids, segment):
    where = compile_segment(segment, now=NOW)
    statement = text(f"SELECT u.id FROM users u WHERE u.id = ANY(CAST(:ids AS bigint[])) AND {where.text}")
    return set((await session.execute(statement, where.params | {"ids": ids})).scalars())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=segments)
async def test_postgresql_finds_whom_a_plain_reading_finds(db_session, peopled, data):
    assume(depth_of(data) <= DEPTH_MAX)
    segment = parse_segment(data)
    expected = {id_ for id_, facts in zip(peopled, PLAYERS, strict=True) if holds(segment, oracle(facts))}
    assert await found(db_session, peopled, segment) == expected


async def test_every_field_and_operator_is_answered(db_session, peopled):
    assert set(EXPRESSIONS) == set(FIELDS)
    values = {"number": 1, "choice": "ko", "moment": NOW, "day": TODAY, "flag": True}
    for name, field in FIELDS.items():
        for operator in OPERATORS[field.kind]:
            value = {"between": (1, 2), "in": ("ko",), "not_in": ("ko",), "within_days": 3, "older_than_days": 3}
            asked = Condition(name, operator, value.get(operator, values[field.kind]))
            inside, outside = await found(db_session, peopled, asked), await found(db_session, peopled, Not(asked))
            assert inside | outside == set(peopled)
            assert not inside & outside


def test_a_callers_words_never_reach_the_statement():
    where = compile_segment(parse_segment({"field": "locale", "op": "in", "value": ["ko", "en"]}), now=NOW)
    assert "ko" not in where.text
    assert ["ko", "en"] in where.params.values()


deep = {"not": {"not": {"not": {"not": {"not": {"field": "level", "op": "eq", "value": 1}}}}}}
one = {"field": "level", "op": "eq", "value": 1}


@pytest.mark.parametrize(
    ("data", "path", "problem"),
    [
        ({}, "", "not_an_object"),
        ([], "", "not_an_object"),
        ({"all": {}}, "", "not_a_list"),
        ({"any": []}, "", "not_a_list"),
        ({"none": []}, "", "unknown_shape"),
        ({"all": [], "any": []}, "", "unknown_shape"),
        ({"all": [one | {"extra": 1}]}, "all.0", "unknown_shape"),
        (deep, "not.not.not.not", "too_deep"),
        ({"all": [one] * 21}, "all.20", "too_many_conditions"),
        ({"all": [{"all": []}] * 21}, "", "too_many_conditions"),
        (one | {"field": "password_hash"}, "field", "unknown_field"),
        (one | {"field": "level; DROP TABLE users"}, "field", "unknown_field"),
        (one | {"field": ["level"]}, "field", "unknown_field"),
        (one | {"op": "like"}, "op", "unknown_operator"),
        (one | {"op": ["eq"]}, "op", "unknown_operator"),
        (one | {"value": "1"}, "value", "wrong_value"),
        (one | {"value": True}, "value", "wrong_value"),
        (one | {"value": 1.0}, "value", "wrong_value"),
        (one | {"value": -1}, "value", "wrong_value"),
        (one | {"value": 2**53}, "value", "wrong_value"),
        (one | {"value": None}, "value", "wrong_value"),
        (one | {"op": "between", "value": [5, 1]}, "value", "wrong_value"),
        (one | {"op": "between", "value": [5]}, "value", "wrong_value"),
        ({"all": [one, {"field": "tier", "op": "eq", "value": "GOLD"}]}, "all.1.value", "wrong_value"),
        ({"field": "tier", "op": "in", "value": []}, "value", "wrong_value"),
        ({"field": "tier", "op": "in", "value": [["VIP"]]}, "value", "wrong_value"),
        ({"field": "created_at", "op": "before", "value": "2026-11-21T00:00:00"}, "value", "wrong_value"),
        ({"field": "created_at", "op": "before", "value": "9999-12-31T23:59:59-12:00"}, "value", "wrong_value"),
        ({"field": "created_at", "op": "within_days", "value": 4000}, "value", "wrong_value"),
        ({"field": "last_played_day", "op": "from", "value": "yesterday"}, "value", "wrong_value"),
        ({"field": "has_email", "op": "is", "value": 1}, "value", "wrong_value"),
    ],
)
def test_what_a_segment_may_not_be(data, path, problem):
    with pytest.raises(SegmentError) as refused:
        parse_segment(data)
    assert (refused.value.path, refused.value.problem) == (path, problem)


@pytest.mark.parametrize(
    ("title", "variables", "problems"),
    [
        ("{nickname}: {amount}", {"amount": 5}, []),
        ("{amount}", {}, [("texts.ko.title", "unknown_variable")]),
        ("{Amount}", {}, [("texts.ko.title", "unknown_variable")]),
        ("{", {}, [("texts.ko.title", "unknown_variable")]),
        ("a } b", {}, [("texts.ko.title", "unknown_variable")]),
        ("plain", {"amount": 5}, [("variables.amount", "unused_variable")]),
        ("{nickname}", {"nickname": "x"}, [("variables.nickname", "bad_name")]),
    ],
)
def test_texts_say_what_they_have(title, variables, problems):
    message = message_of(texts={"ko": Text(title, "글"), "en": Text("Hello", "Text")}, variables=variables)
    assert problems_of(message) == problems
