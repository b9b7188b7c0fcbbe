"""Pure law of missions: which period a moment lies in, what is in its pool, whom it gives what, how far they are."""

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from casino_club.domains.missions.contracts import PICKS, Kind, Mission, Period, Swap
from casino_club.domains.progress.contracts import Tally, day_scope, week_scope
from casino_club.kernel.calendar import period_end, period_start

Evaluators = Mapping[str, Callable[[Tally], int]]

CHANGE_LEAD: Final = timedelta(minutes=5)
"""A change waits for the first period that begins later than this: none may be seen on both sides of its commit."""
NOT_FOR_GOALS: Final = frozenset({"net_win", "reported"})
"""Evaluators that may fall again, or that a player's own word moves: no mission hangs on them."""
_KIND_OF: Final[dict[str, Kind]] = {"day": "daily", "week": "weekly"}
_HASH_BITS: Final = 52


def period_of(kind: Kind, now: datetime) -> Period:
    """The day or week around a moment, in UTC; weeks begin on Sunday."""
    return _period(kind, now.astimezone(UTC).date())


def find_period(scope: str) -> Period | None:
    """The period of a scope as `day:2026-11-21` or `week:2026-11-15`; None for other scopes."""
    prefix, _, day = scope.partition(":")
    kind = _KIND_OF.get(prefix)
    return None if kind is None else _period(kind, date.fromisoformat(day))


def _period(kind: Kind, day: date) -> Period:
    unit, scope_of = ("day", day_scope) if kind == "daily" else ("week", week_scope)
    starts_on, ends_on = period_start(unit, day), period_end(unit, day)
    assert starts_on is not None  # noqa: S101 - only `all` has no bounds
    assert ends_on is not None  # noqa: S101
    return Period(kind, scope_of(day), starts_on, datetime.combine(ends_on, time(), UTC))


def next_start(kind: Kind, now: datetime) -> date:
    """The first day of the period from which a change made now holds."""
    return period_of(kind, period_of(kind, now + CHANGE_LEAD).ends_at).starts_on


def in_force(versions: Iterable[Mission], period: Period) -> list[Mission]:
    """The pool of a period: of each mission the newest version that is not younger than the period, if active."""
    newest: dict[str, Mission] = {}
    for one in versions:
        known = newest.get(one.code)
        if one.valid_from <= period.starts_on and (known is None or known.valid_from < one.valid_from):
            newest[one.code] = one
    return sorted((one for one in newest.values() if one.kind == period.kind and one.active), key=lambda one: one.code)


def _key(user_id: int, scope: str, mission: Mission) -> float:
    """An exponential draw with the mission's weight as its rate, the same whenever it is asked for."""
    digest = hashlib.blake2b(f"{user_id}:{scope}:{mission.code}".encode(), digest_size=8).digest()
    uniform = ((int.from_bytes(digest) >> (64 - _HASH_BITS)) + 1) / (1 << _HASH_BITS)
    return -math.log(uniform) / mission.weight


def line_up(pool: Sequence[Mission], *, user_id: int, scope: str) -> list[Mission]:
    """The whole pool in this player's order for this scope; the first `PICKS` are the player's missions.

    Weighted sampling without replacement by exponential keys (Efraimidis and Spirakis, 2006): each next place falls
    to a mission with a chance in proportion to its weight. A mission that counts the same thing as one before it
    stands behind all that count something new.
    """
    drawn = sorted(pool, key=lambda one: (_key(user_id, scope, one), one.code))
    seen: set[str] = set()
    first: list[Mission] = []
    later: list[Mission] = []
    for one in drawn:
        (later if one.evaluator in seen else first).append(one)
        seen.add(one.evaluator)
    return first + later


def picks(order: Sequence[Mission], swap: Swap | None) -> list[Mission]:
    """The missions a player has: the first of the order, with the exchanged one in the place of the old."""
    chosen = list(order[:PICKS])
    if swap is None:
        return chosen
    of_code = {one.code: one for one in order}
    return [of_code.get(swap.added, one) if one.code == swap.removed else one for one in chosen]


def replacement(order: Sequence[Mission]) -> Mission | None:
    """What an exchange gives: the next of the order, never one that was shown; None when there is no other."""
    return order[PICKS] if len(order) > PICKS else None


def progress_of(mission: Mission, tally: Tally, evaluators: Evaluators) -> int:
    """How far a tally is, from 0 to the target. An evaluator that nobody knows counts nothing."""
    evaluate = evaluators.get(mission.evaluator)
    return 0 if evaluate is None else max(0, min(mission.target, evaluate(tally)))


def claim_key(code: str, scope: str) -> str:
    """The key under which a mission's reward of one period is given once."""
    return f"mission:{code}:{scope}"
