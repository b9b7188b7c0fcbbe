"""What the rules say of features: pure, and an answer for any number."""

import operator
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from casino_club.domains.fraud.contracts import (
    HELD,
    Attempt,
    Counts,
    Features,
    Match,
    Op,
    Past,
    Rule,
    RuleBook,
    Thresholds,
    Tier,
    Verdict,
)
from casino_club.kernel.errors import Messages
from casino_club.kernel.money import AMOUNT_MAX

_OPS: Final[dict[Op, Callable[[int, int], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}
_HOUR: Final = timedelta(hours=1)
_HELD_MATCH: Final = Match(
    HELD,
    0,
    Messages(
        "Purchases are on hold until an operator looks at an earlier one.",
        "이전 구매를 운영자가 확인할 때까지 구매가 보류되었어요.",
    ),
)


def judge(book: RuleBook, features: Features) -> Verdict:
    """Every rule that matches adds its points; the sum picks the tier. Shadow rules only show in `shadow`."""
    matched = tuple(
        Match(rule.id, rule.points, rule.reason, book.shadow or rule.shadow)
        for rule in book.rules
        if _matches(rule, features)
    )
    counted = tuple(one for one in matched if not one.shadow)
    shadow = None if len(counted) == len(matched) else _verdict(book, matched)
    return _verdict(book, counted, shadow)


def _matches(rule: Rule, features: Features) -> bool:
    return all(_OPS[one.op](getattr(features, one.feature), one.value) for one in rule.when)


def _verdict(book: RuleBook, matched: tuple[Match, ...], shadow: Verdict | None = None) -> Verdict:
    score = sum(one.points for one in matched)
    return Verdict(tier_of(book.thresholds, score), score, matched, book.version, shadow)


def tier_of(thresholds: Thresholds, score: int) -> Tier:
    """The tier of a score."""
    if score >= thresholds.hard:
        return "hard"
    if score >= thresholds.soft:
        return "soft"
    return "review" if score >= thresholds.review else "allow"


def hold(verdict: Verdict) -> Verdict:
    """The verdict of a player whom an unreleased hard case refuses, whatever the rules say now."""
    return Verdict("hard", verdict.score, (_HELD_MATCH, *verdict.matched), verdict.rules_version, verdict.shadow)


def amount_ratio(amount_krw: int, *, paid: int, paid_krw: int) -> int:
    """An amount in percent of the mean of `paid` purchases that cost `paid_krw` in all; 100 without any.

    >>> amount_ratio(30_000, paid=2, paid_krw=20_000)
    300
    """
    if paid <= 0 or paid_krw <= 0:
        return 100
    return min(amount_krw * 100 * paid // paid_krw, AMOUNT_MAX)


def features_of(attempt: Attempt, past: Past, counts: Counts, now: datetime) -> Features:
    """Everything that rules may ask of an attempt."""
    age = timedelta() if past.created_at is None else max(now - past.created_at, timedelta())
    return Features(
        attempts_user_10m=counts.attempts_user_10m,
        attempts_user_1d=counts.attempts_user_1d,
        attempts_ip_10m=counts.attempts_ip_10m,
        attempts_device_10m=counts.attempts_device_10m,
        users_of_ip_1d=counts.users_of_ip_1d,
        users_of_device_30d=past.users_of_device_30d,
        distinct_cards_user_7d=past.distinct_cards_user_7d,
        users_of_card_30d=past.users_of_card_30d,
        failed_user_1d=past.failed_user_1d,
        charged_back_user=past.charged_back_user,
        paid_user=past.paid_user,
        amount_krw=attempt.amount_krw,
        amount_ratio=amount_ratio(attempt.amount_krw, paid=past.paid_user, paid_krw=past.paid_krw),
        account_age_hours=age // _HOUR,
    )
