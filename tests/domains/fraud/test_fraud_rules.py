"""Rules: total, monotone, blind to their order, and what is only tried does not count."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.fraud import rules
from casino_club.domains.fraud.contracts import (
    FEATURES,
    Condition,
    Counts,
    Features,
    Op,
    Past,
    Rule,
    RuleBook,
    Thresholds,
)
from casino_club.domains.fraud.rule_file import SHIPPED, parse
from casino_club.kernel.errors import Messages
from casino_club.kernel.money import AMOUNT_MAX
from tests.domains.fraud.support import attempt

ANY_OP = get_args(Op)
RANK = {"allow": 0, "review": 1, "soft": 2, "hard": 3}
NUMBERS = st.integers(-5, 30) | st.integers(-AMOUNT_MAX, AMOUNT_MAX)
FEATURE_SETS = st.builds(Features, **dict.fromkeys(FEATURES, NUMBERS))


def conditions(ops):
    return st.builds(Condition, st.sampled_from(FEATURES), st.sampled_from(ops), st.integers(0, 30))


@st.composite
def books(draw, ops=ANY_OP):
    numbers = range(draw(st.integers(0, 6)))
    made = [
        Rule(
            f"rule_{number}",
            tuple(draw(st.lists(conditions(ops), min_size=1, max_size=3))),
            draw(st.integers(1, 60)),
            Messages("en", "ko"),
            draw(st.booleans()),
        )
        for number in numbers
    ]
    steps = draw(st.lists(st.integers(1, 60), min_size=3, max_size=3))
    thresholds = Thresholds(steps[0], steps[0] + steps[1], sum(steps))
    return RuleBook("1-test", tuple(made), thresholds, draw(st.booleans()))


@given(books(), FEATURE_SETS)
def test_every_number_is_judged_and_the_score_is_what_matched(book, features):
    verdict = rules.judge(book, features)
    assert verdict.score == sum(one.points for one in verdict.matched)
    assert verdict.tier == rules.tier_of(book.thresholds, verdict.score)
    assert not any(one.shadow for one in verdict.matched)


@given(books(ops=(">=", ">")), FEATURE_SETS, st.sampled_from(FEATURES), st.integers(0, AMOUNT_MAX))
def test_more_of_a_feature_never_lowers_a_score(book, features, feature, more):
    risen = replace(features, **{feature: getattr(features, feature) + more})
    before, after = rules.judge(book, features), rules.judge(book, risen)
    assert after.score >= before.score
    assert RANK[after.tier] >= RANK[before.tier]


@given(books(), st.integers(0, 300), st.integers(0, 300))
def test_the_tier_rises_with_the_score(book, one, other):
    low, high = sorted((one, other))
    assert RANK[rules.tier_of(book.thresholds, low)] <= RANK[rules.tier_of(book.thresholds, high)]


@pytest.mark.parametrize(
    ("score", "tier"),
    [(0, "allow"), (39, "allow"), (40, "review"), (69, "review"), (70, "soft"), (99, "soft"), (100, "hard")],
)
def test_thresholds_belong_to_their_tier(score, tier):
    assert rules.tier_of(Thresholds(40, 70, 100), score) == tier


@given(books(), FEATURE_SETS, st.randoms())
def test_the_order_of_rules_does_not_matter(book, features, random):
    shuffled = list(book.rules)
    random.shuffle(shuffled)
    one, other = rules.judge(book, features), rules.judge(replace(book, rules=tuple(shuffled)), features)
    assert (one.tier, one.score, set(one.matched)) == (other.tier, other.score, set(other.matched))


@given(books(), FEATURE_SETS)
def test_shadow_rules_say_what_would_be_and_change_nothing(book, features):
    verdict = rules.judge(book, features)
    without = replace(book, shadow=False, rules=() if book.shadow else tuple(r for r in book.rules if not r.shadow))
    assert replace(verdict, shadow=None) == rules.judge(without, features)
    counted = replace(book, shadow=False, rules=tuple(replace(r, shadow=False) for r in book.rules))
    would = rules.judge(counted, features)
    if verdict.shadow is None:
        assert would == verdict
    else:
        assert (verdict.shadow.tier, verdict.shadow.score) == (would.tier, would.score)
        assert any(one.shadow for one in verdict.shadow.matched)


@pytest.mark.parametrize(("op", "matching"), [(">=", {5, 6}), (">", {6}), ("<=", {4, 5}), ("<", {4}), ("==", {5})])
def test_operators(op, matching):
    condition = Condition("paid_user", op, 5)
    book = RuleBook("v", (Rule("r", (condition,), 1, Messages("", "")),), Thresholds(1, 2, 3))
    assert {number for number in (4, 5, 6) if rules.judge(book, Features(paid_user=number)).matched} == matching


def test_all_conditions_of_a_rule_must_hold():
    both = (Condition("paid_user", ">=", 1), Condition("failed_user_1d", ">=", 1))
    book = RuleBook("v", (Rule("r", both, 1, Messages("", "")),), Thresholds(1, 2, 3))
    assert rules.judge(book, Features(paid_user=1)).tier == "allow"
    assert rules.judge(book, Features(paid_user=1, failed_user_1d=1)).tier == "review"


def test_a_hold_refuses_whatever_the_rules_say():
    verdict = rules.hold(rules.judge(parse(SHIPPED.read_bytes()), Features()))
    assert (verdict.tier, verdict.score, verdict.held, verdict.refuses) == ("hard", 0, True, True)


@given(st.integers(0, AMOUNT_MAX), st.integers(0, 1000), st.integers(0, AMOUNT_MAX))
def test_the_amount_ratio_is_a_number_for_all(amount, paid, total):
    assert 0 <= rules.amount_ratio(amount, paid=paid, paid_krw=total) <= AMOUNT_MAX


def test_features_are_taken_from_where_they_are_known():
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    past = Past(None, None, now - timedelta(hours=5, minutes=59), (), 2, 3, 4, 5, 6, 7, 70_000)
    features = rules.features_of(attempt(amount_krw=30_000), past, Counts(11, 12, 13, 14, 15), now)
    assert asdict(features) == {
        "attempts_user_10m": 11,
        "attempts_user_1d": 12,
        "attempts_ip_10m": 13,
        "attempts_device_10m": 14,
        "users_of_ip_1d": 15,
        "users_of_device_30d": 2,
        "distinct_cards_user_7d": 3,
        "users_of_card_30d": 4,
        "failed_user_1d": 5,
        "charged_back_user": 6,
        "paid_user": 7,
        "amount_krw": 30_000,
        "amount_ratio": 300,
        "account_age_hours": 5,
    }
    unknown = replace(past, created_at=None, paid_user=0, paid_krw=0)
    features = rules.features_of(attempt(), unknown, Counts(1, 1, 1, 1, 1), now)
    assert (features.account_age_hours, features.amount_ratio) == (0, 100)


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({}, "allow"),
        ({"account_age_hours": 0, "amount_krw": 1_000_000}, "allow"),
        ({"attempts_user_10m": 6}, "review"),
        ({"attempts_user_10m": 15}, "soft"),
        ({"users_of_device_30d": 6}, "soft"),
        ({"distinct_cards_user_7d": 5}, "soft"),
        ({"charged_back_user": 1}, "hard"),
        # A PC bang full of players, one of them new and generous.
        ({"attempts_ip_10m": 1000, "users_of_ip_1d": 1000, "account_age_hours": 0, "amount_krw": 300_000}, "review"),
        ({"attempts_ip_10m": 1000, "users_of_ip_1d": 1000, "account_age_hours": 99}, "allow"),
    ],
)
def test_the_shipped_rules_on_plain_cases(facts, tier):
    features = Features(**{"account_age_hours": 1000} | facts)
    assert rules.judge(parse(SHIPPED.read_bytes()), features).tier == tier
