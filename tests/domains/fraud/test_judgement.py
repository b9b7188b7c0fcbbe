"""One judgement on real engines: what it counts, what it keeps, and what a lost Valkey changes (nothing)."""

import asyncio
import random
from dataclasses import asdict
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from casino_club.domains.auth.contracts import Deed
from casino_club.domains.fraud import metrics, public, service
from casino_club.domains.fraud.contracts import COUNT_MAX
from casino_club.domains.fraud.public import make_judge
from casino_club.domains.fraud.repository import MISSED_MAX
from casino_club.domains.fraud.windows import SINCE, micros
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import NewUser
from casino_club.infra import redis as valkey
from tests.domains.fraud.conftest import NOON
from tests.domains.fraud.support import THRESHOLDS, attempt, judged, rule, rules_file

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
async def dead():
    """A client of a Valkey that is not there."""
    client = valkey.connect(NOWHERE)
    yield client
    await client.aclose()


@pytest.fixture
def lost(rules_settings, dead, clock):
    """A judge without Valkey."""
    return make_judge(rules_settings(), dead, clock)


class Flaky:
    """Valkey that fails at random, before or after it has done what was asked."""

    def __init__(self, client, seed):
        self._client = client
        self._dice = random.Random(seed)

    def pipeline(self, **facts):
        pipe, mood = self._client.pipeline(**facts), self._dice.choice(("good", "good", "before", "after"))
        execute = pipe.execute

        async def run():
            if mood == "before":
                raise ConnectionError
            answers = await execute()
            if mood == "after":
                raise TimeoutError
            return answers

        pipe.execute = run
        return pipe


async def note(database, one, outcome, now, card=None):
    async with database.transaction() as session:
        return await public.note_outcome(session, receipt=one.receipt, outcome=outcome, card=card, now=now)


async def decide(database, receipt, decision, now, actor_id=99):
    async with database.transaction() as session:
        deed = Deed(actor_id, "request", "looked at")
        return await service.decide(session, receipt=receipt, decision=decision, note="n", deed=deed, now=now)


async def features(database, judge, one, now):
    return (await judged(database, judge, one, now))[1].features


async def waiting_for_a_lock(database):
    """Until somebody waits for a row of somebody else."""
    asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(60):
        while True:
            async with database.read() as session:
                if (await session.execute(asked)).scalar_one():
                    return
            await asyncio.sleep(0.01)


async def audit(database):
    async with database.read() as session:
        return {one.check: one.violations for one in await public.audit_findings(session)}


def journey(seed):
    """Attempts of a few players from a few places over days: minutes passed before each, and who from where."""
    dice = random.Random(seed)
    for _ in range(70):
        gap = dice.choice((0, 1, 4, 9, 10, 60, 600, 1440))
        device = dice.choice((None, "a", "b"))
        yield timedelta(minutes=gap), dice.randint(1, 4), f"198.51.100.{dice.randint(1, 2)}", device


async def played(database, judge, seed, trouble=None):
    """The features of a journey."""
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM fraud_attempts"))
    seen, now = [], NOON
    for number, (gap, user_id, ip, device) in enumerate(journey(seed)):
        now += gap
        if trouble is not None:
            await trouble(number)
        one = attempt(user_id, ip=ip, device=device)
        seen.append(asdict(await features(database, judge, one, now)))
    return seen


@pytest.mark.parametrize("seed", [1, 2])
async def test_valkey_whole_dead_flushed_or_flaky_gives_the_same_features(
    fresh_database, rules_settings, whole, dead, clock, seed
):
    async def made_whole(client):
        await whole.flushall()
        await client.set(SINCE, micros(NOON - timedelta(days=2)))

    async def flush_now_and_then(number):
        if number in {20, 21, 50}:
            await whole.flushall()

    young = metrics.FALLBACKS.labels("young")._value
    before = young.get()
    believed = await played(fresh_database, make_judge(rules_settings(), whole, clock), seed)
    assert young.get() == before  # every count came from Valkey
    counted = await played(fresh_database, make_judge(rules_settings(), dead, clock), seed)
    assert counted == believed
    assert max(one["attempts_user_1d"] for one in counted) > 3
    await made_whole(whole)
    assert await played(fresh_database, make_judge(rules_settings(), whole, clock), seed, flush_now_and_then) == counted
    assert young.get() > before
    await made_whole(whole)
    flaky = make_judge(rules_settings(), Flaky(whole, seed), clock)
    assert await played(fresh_database, flaky, seed) == counted


@pytest.mark.parametrize("with_valkey", [True, False])
async def test_forty_attempts_at_once_are_counted_exactly(fresh_database, judge, lost, with_valkey):
    chosen = judge if with_valkey else lost
    made = [attempt(device=f"d{number % 4}") for number in range(40)]
    cases = await asyncio.gather(*(judged(fresh_database, chosen, one, NOON) for one in made))
    seen = [case.features for _, case in cases]
    assert sorted(one.attempts_user_10m for one in seen) == list(range(1, 41))
    assert sorted(one.attempts_ip_10m for one in seen) == list(range(1, 41))
    assert sorted(one.attempts_device_10m for one in seen) == sorted([*range(1, 11)] * 4)
    assert {one.users_of_ip_1d for one in seen} == {1}
    assert set((await audit(fresh_database)).values()) == {0}


async def test_a_window_ends_where_it_ends(fresh_database, judge, lost):
    for chosen, user_id in ((judge, 1), (lost, 2)):
        facts = {"user_id": user_id, "ip": f"203.0.113.{user_id}", "device": f"of {user_id}"}
        await judged(fresh_database, chosen, attempt(**facts), NOON)
        just_in = NOON + timedelta(minutes=10) - timedelta(microseconds=1)
        assert (await features(fresh_database, chosen, attempt(**facts), just_in)).attempts_user_10m == 2
        later = await features(fresh_database, chosen, attempt(**facts), NOON + timedelta(minutes=10))
        assert (later.attempts_user_10m, later.attempts_ip_10m, later.attempts_device_10m) == (2, 2, 2)
        assert later.attempts_user_1d == 3


async def test_what_shares_a_place_is_counted_by_players(fresh_database, judge):
    for user_id in (1, 2, 3, 3):
        await judged(fresh_database, judge, attempt(user_id), NOON)
    seen = await features(fresh_database, judge, attempt(1), NOON)
    assert (seen.users_of_ip_1d, seen.users_of_device_30d, seen.attempts_device_10m) == (3, 3, 5)
    unknown = await features(fresh_database, judge, attempt(1, device=None), NOON)
    assert (unknown.users_of_device_30d, unknown.attempts_device_10m) == (0, 0)
    month = await features(fresh_database, judge, attempt(9), NOON + timedelta(days=30))
    assert month.users_of_device_30d == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("unknown", "unknown", True),
    ],
)
async def test_an_address_is_what_one_subscriber_has(fresh_database, judge, one, other, same):
    await judged(fresh_database, judge, attempt(1, ip=one), NOON)
    assert (await features(fresh_database, judge, attempt(2, ip=other), NOON)).users_of_ip_1d == 1 + same


async def test_no_address_and_no_device_is_kept(fresh_database, judge, whole):
    await judged(fresh_database, judge, attempt(ip="203.0.113.77", device="sesame"), NOON)
    async with fresh_database.read() as session:
        row = str((await session.execute(text("SELECT * FROM fraud_attempts"))).one())
    keys = str(await whole.keys("*"))
    assert "fraud:ip:" in keys
    for word in ("203.0.113", "sesame"):
        assert word not in row + keys


async def test_the_past_of_a_player(fresh_database, judge):
    paid = [attempt(amount_krw=krw) for krw in (10_000, 30_000)]
    declined, stranger = attempt(), attempt(2, device="other")
    for one in (*paid, declined, stranger):
        await judged(fresh_database, judge, one, NOON)
    assert await note(fresh_database, paid[0], "paid", NOON, card="visa")
    assert await note(fresh_database, paid[1], "paid", NOON, card="master")
    assert await note(fresh_database, declined, "failed", NOON)
    assert await note(fresh_database, stranger, "paid", NOON, card="visa")
    seen = await features(fresh_database, judge, attempt(amount_krw=100_000), NOON + timedelta(hours=1))
    assert (seen.paid_user, seen.amount_ratio, seen.failed_user_1d) == (2, 500, 1)
    assert (seen.distinct_cards_user_7d, seen.users_of_card_30d) == (2, 2)
    later = await features(fresh_database, judge, attempt(), NOON + timedelta(days=8))
    assert (later.distinct_cards_user_7d, later.users_of_card_30d, later.failed_user_1d) == (0, 2, 0)
    assert (await features(fresh_database, judge, attempt(), NOON + timedelta(days=31))).users_of_card_30d == 0


async def test_outcomes_in_any_order(fresh_database, judge):
    one = attempt()
    await judged(fresh_database, judge, one, NOON)
    for outcome, card in (("failed", None), ("paid", "visa"), ("charged_back", None), ("paid", None)):
        await note(fresh_database, one, outcome, NOON, card=card)
    async with fresh_database.read() as session:
        case = await public.case_of(session, one.receipt)
    assert case is not None
    assert case.outcome == "charged_back"
    assert not await note(fresh_database, attempt(), "paid", NOON)
    assert (await features(fresh_database, judge, attempt(), NOON)).charged_back_user == 1


async def test_the_account_s_age(fresh_database, judge):
    async with fresh_database.transaction() as session:
        user = await users.create(session, user=NewUser(site_id="anna", nickname="anna"), now=NOON)
    seen = await features(fresh_database, judge, attempt(user.id), NOON + timedelta(hours=30))
    assert seen.account_age_hours == 30


async def test_one_receipt_has_one_verdict(fresh_database, rules_settings, whole, clock, tmp_path):
    judge = make_judge(rules_settings(rules_file(tmp_path, rule("any", "paid_user", 0, 10))), whole, clock)
    one = attempt()
    first, _ = await judged(fresh_database, judge, one, NOON)
    stricter = make_judge(rules_settings(rules_file(tmp_path, rule("any", "paid_user", 0, 30))), whole, clock)
    again, _ = await judged(fresh_database, stricter, one, NOON + timedelta(minutes=1))
    assert again == first
    assert first.tier == "review"
    other = attempt()
    async with fresh_database.transaction() as session:
        first = await judge.judge(session, other, NOON)
        second = asyncio.create_task(judged(fresh_database, stricter, other, NOON))
        await waiting_for_a_lock(fresh_database)
    assert (await second)[0] == first
    assert (await features(fresh_database, judge, attempt(), NOON)).attempts_user_10m == 3


async def test_what_is_rolled_back_is_not_kept(fresh_database, judge):
    one = attempt()

    async def fail():
        async with fresh_database.transaction() as session:
            await judge.judge(session, one, NOON)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with fresh_database.read() as session:
        assert await public.case_of(session, one.receipt) is None


async def test_a_hard_verdict_holds_until_released(fresh_database, rules_settings, whole, clock, tmp_path):
    path = rules_file(tmp_path, rule("costly", "amount_krw", 50_000, 30))
    judge = make_judge(rules_settings(path), whole, clock)
    caught = attempt(amount_krw=60_000)
    verdict, case = await judged(fresh_database, judge, caught, NOON)
    assert (verdict.tier, verdict.held, verdict.refuses) == ("hard", False, True)
    assert case.id is not None

    small = attempt()
    verdict, case = await judged(fresh_database, judge, small, NOON)
    assert (verdict.tier, verdict.held, verdict.score) == ("hard", True, 0)
    assert (case.id, case.held_by, case.verdict) == (None, caught.receipt, verdict)
    assert (await judged(fresh_database, judge, attempt(2), NOON))[0].tier == "allow"

    await decide(fresh_database, caught.receipt, "confirm", NOON)
    assert (await judged(fresh_database, judge, attempt(), NOON + timedelta(days=90)))[0].held
    await decide(fresh_database, caught.receipt, "release", NOON)
    assert (await judged(fresh_database, judge, attempt(), NOON))[0].tier == "allow"
    assert (await judged(fresh_database, judge, small, NOON))[0].held  # its first verdict
    assert set((await audit(fresh_database)).values()) == {0}


async def test_a_soft_verdict_refuses_once(fresh_database, rules_settings, whole, clock, tmp_path):
    path = rules_file(tmp_path, rule("burst", "attempts_user_10m", 2, 20))
    judge = make_judge(rules_settings(path), whole, clock)
    assert (await judged(fresh_database, judge, attempt(), NOON))[0].tier == "allow"
    assert (await judged(fresh_database, judge, attempt(), NOON))[0].tier == "soft"
    assert (await judged(fresh_database, judge, attempt(), NOON + timedelta(minutes=10)))[0].tier == "allow"


async def test_a_release_forgives_charge_backs_before_it(fresh_database, judge):
    one = attempt()
    await judged(fresh_database, judge, one, NOON)
    await note(fresh_database, one, "charged_back", NOON)
    caught = attempt()
    assert (await judged(fresh_database, judge, caught, NOON))[0].tier == "hard"
    await decide(fresh_database, caught.receipt, "release", NOON + timedelta(hours=1))
    again = attempt()
    assert (await judged(fresh_database, judge, again, NOON + timedelta(hours=2)))[0].tier == "allow"
    await note(fresh_database, again, "charged_back", NOON + timedelta(hours=3))
    assert (await judged(fresh_database, judge, attempt(), NOON + timedelta(hours=4)))[0].tier == "hard"


async def test_shadow_rules_are_recorded_and_do_not_count(fresh_database, rules_settings, whole, clock, tmp_path):
    path = rules_file(tmp_path, rule("any", "paid_user", 0, 10), rule("tried", "paid_user", 0, 20, shadow=True))
    verdict, case = await judged(fresh_database, make_judge(rules_settings(path), whole, clock), attempt(), NOON)
    assert (verdict.tier, verdict.score) == ("review", 10)
    assert verdict.shadow is not None
    assert (verdict.shadow.tier, verdict.shadow.score) == ("hard", 30)
    assert case.verdict == verdict
    path = rules_file(tmp_path, rule("any", "paid_user", 0, 30), head="shadow: true\nversion: 1\n" + THRESHOLDS)
    verdict, _ = await judged(fresh_database, make_judge(rules_settings(path), whole, clock), attempt(2), NOON)
    assert (verdict.tier, verdict.matched) == ("allow", ())
    assert verdict.shadow is not None
    assert verdict.shadow.tier == "hard"


async def test_too_much_missed_is_counted_in_postgresql(fresh_database, judge, lost):
    for _ in range(MISSED_MAX + 1):
        async with fresh_database.transaction() as session:
            await lost.judge(session, attempt(), NOON)
    behind = metrics.FALLBACKS.labels("behind")._value
    before = behind.get()
    seen = await features(fresh_database, judge, attempt(), NOON)
    assert seen.attempts_user_10m == MISSED_MAX + 2
    assert behind.get() == before + 1


async def test_windows_are_bounded(fresh_database, judge, lost, whole):
    async with fresh_database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO fraud_attempts (receipt, user_id, at, ip, currency, amount, amount_krw, counted, tier,"
                " score, matched, features, rules_version) SELECT 'many' || n, 1, :now, 'x', 'KRW', 1, 1, true,"
                " 'allow', 0, '[]', '{}', '1' FROM generate_series(1, :many) n"
            ),
            {"now": NOON, "many": COUNT_MAX + 5},
        )
    await whole.zadd("fraud:user:1", {f"many{n}": micros(NOON) for n in range(1, COUNT_MAX + 6)})
    for chosen in (judge, lost):
        seen = await features(fresh_database, chosen, attempt(), NOON)
        assert (seen.attempts_user_10m, seen.attempts_user_1d) == (COUNT_MAX, COUNT_MAX)
    assert await whole.zcard("fraud:user:1") == COUNT_MAX
    assert all([await whole.ttl(key) > 0 for key in await whole.keys("fraud:*") if key != SINCE.encode()])


async def test_a_valkey_that_never_answers_is_not_waited_for(fresh_database, rules_settings, clock):
    async def swallow(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    client = valkey.connect(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
    away = metrics.FALLBACKS.labels("away")._value
    before = away.get()
    try:
        seen = await features(fresh_database, make_judge(rules_settings(), client, clock), attempt(), NOON)
    finally:
        await client.aclose()
        server.close()
        await server.wait_closed()
    assert seen.attempts_user_10m == 1
    assert away.get() == before + 1


async def test_the_purge_keeps_what_still_holds_or_waits(fresh_database, rules_settings, whole, clock, tmp_path):
    path = rules_file(tmp_path, rule("any", "amount_krw", 2, 10), rule("more", "amount_krw", 3, 20))
    judge = make_judge(rules_settings(path), whole, clock)
    made = {
        "allowed": attempt(1, amount_krw=1),
        "waiting": attempt(2, amount_krw=2),
        "reviewed": attempt(3, amount_krw=2),
        "held": attempt(4, amount_krw=3),
        "freed": attempt(5, amount_krw=3),
        "young": attempt(6, amount_krw=1),
    }
    for name, one in made.items():
        await judged(fresh_database, judge, one, NOON + timedelta(days=name == "young"))
    for name, decision in (("reviewed", "confirm"), ("held", "confirm"), ("freed", "release")):
        await decide(fresh_database, made[name].receipt, decision, NOON)
    clock.advance(timedelta(days=180, hours=1))
    assert await public.purge(fresh_database, clock) == 3
    async with fresh_database.read() as session:
        left = {name for name, one in made.items() if await public.case_of(session, one.receipt)}
    assert left == {"waiting", "held", "young"}


async def test_the_purge_takes_many_in_parts(fresh_database, judge, clock, monkeypatch):
    monkeypatch.setattr(service, "ROWS_A_TRANSACTION", 2)
    for _ in range(5):
        await judged(fresh_database, judge, attempt(), NOON - timedelta(days=181))
    assert await public.purge(fresh_database, clock) == 5


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("DELETE FROM fraud_cases", "fraud_cases_are_of_what_was_not_allowed"),
        ("UPDATE fraud_cases SET tier = 'review'", "fraud_cases_are_of_what_was_not_allowed"),
        ("UPDATE fraud_attempts SET score = score + 1", "fraud_scores_add_up"),
        (
            "UPDATE fraud_cases SET decision = 'release', decided_by = 1, decided_at = now(), note = 'n'",
            "fraud_decisions_are_audited",
        ),
    ],
)
async def test_the_audit_sees_what_was_tampered_with(
    fresh_database, fresh_database_url, rules_settings, whole, clock, tmp_path, statement, check
):
    path = rules_file(tmp_path, rule("any", "paid_user", 0, 30))
    one = attempt()
    await judged(fresh_database, make_judge(rules_settings(path), whole, clock), one, NOON)
    await decide(fresh_database, one.receipt, "confirm", NOON)
    assert set((await audit(fresh_database)).values()) == {0}
    with psycopg.connect(fresh_database_url) as owner:
        owner.execute(statement)
    assert {name for name, violations in (await audit(fresh_database)).items() if violations} == {check}


async def test_the_application_cannot_change_a_verdict(fresh_database, judge):
    await judged(fresh_database, judge, attempt(), NOON)
    with pytest.raises(Exception, match="permission denied"):
        async with fresh_database.transaction() as session:
            await session.execute(text("UPDATE fraud_attempts SET tier = 'allow'"))
