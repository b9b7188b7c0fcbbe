"""Every statement on attempts and cases. Attempts are the truth that Valkey's windows are a copy of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fraud.contracts import (
    COUNT_MAX,
    Attempt,
    Case,
    Counts,
    Features,
    Match,
    Outcome,
    Past,
    Ruling,
    Seen,
    ShadowCount,
    Verdict,
)
from casino_club.kernel.errors import Messages

MISSED_MAX: Final = 100
_MINUTES: Final = timedelta(minutes=10)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_MONTH: Final = timedelta(days=30)

_VERDICT: Final = "tier, score, matched, shadow, rules_version"
# One statement tells all that PostgreSQL knows; a player's own rows are read once, the newest thousand at most.
_PAST: Final = text(
    """
    WITH mine AS MATERIALIZED (
        SELECT at, outcome, outcome_at, amount_krw, card FROM fraud_attempts
        WHERE user_id = :user_id AND receipt <> :receipt ORDER BY at DESC LIMIT :count_max
    )
    SELECT h.*,
        (SELECT created_at FROM users WHERE id = :user_id) AS created_at,
        (SELECT receipt FROM fraud_cases WHERE user_id = :user_id AND tier = 'hard'
            AND decision IS DISTINCT FROM 'release' ORDER BY id LIMIT 1) AS held_by,
        (SELECT count(*) FROM (SELECT DISTINCT user_id FROM fraud_attempts
            WHERE device = CAST(:device AS text) AND at > :month AND user_id <> :user_id LIMIT :count_max) d
        ) AS others_of_device,
        (SELECT count(*) FROM (SELECT DISTINCT user_id FROM fraud_attempts
            WHERE card = ANY(ARRAY(SELECT DISTINCT card FROM mine WHERE at > :month AND card IS NOT NULL))
            AND at > :month LIMIT :count_max) c
        ) AS users_of_card,
        (SELECT jsonb_agg(m) FROM (SELECT receipt, user_id, ip, device, at FROM fraud_attempts
            WHERE NOT counted AND at > :day AND receipt <> :receipt
            AND (user_id = :user_id OR ip = :ip OR device = CAST(:device AS text)) LIMIT :missed_max) m
        ) AS missed,
        k.tier, k.score, k.matched, k.shadow, k.rules_version
    FROM (
        SELECT count(*) FILTER (WHERE outcome = 'paid') AS paid,
            coalesce(sum(amount_krw) FILTER (WHERE outcome = 'paid'), 0) AS paid_krw,
            count(*) FILTER (WHERE outcome = 'failed' AND at > :day) AS failed,
            count(*) FILTER (WHERE outcome = 'charged_back' AND outcome_at > coalesce(
                (SELECT max(decided_at) FROM fraud_cases WHERE user_id = :user_id AND decision = 'release'),
                '-infinity')) AS charged_back,
            count(DISTINCT card) FILTER (WHERE at > :week) AS cards
        FROM mine
    ) h LEFT JOIN fraud_attempts k ON k.receipt = :receipt
    """
)
# The caller's transaction may have been preceded by others of the same player that have not ended: the windows of
# PostgreSQL see them only when they have.
_WAIT_FOR_OTHERS: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('fraud:' || :user_id, 0))")
_WINDOWS: Final = text(
    """
    SELECT
        (SELECT count(*) FROM (SELECT FROM fraud_attempts
            WHERE user_id = :user_id AND at > :minutes AND receipt <> :receipt LIMIT :others_max) a) AS user_10m,
        (SELECT count(*) FROM (SELECT FROM fraud_attempts
            WHERE user_id = :user_id AND at > :day AND receipt <> :receipt LIMIT :others_max) a) AS user_1d,
        (SELECT count(*) FROM (SELECT FROM fraud_attempts
            WHERE ip = :ip AND at > :minutes AND receipt <> :receipt LIMIT :others_max) a) AS ip_10m,
        (SELECT count(*) FROM (SELECT FROM fraud_attempts
            WHERE device = CAST(:device AS text) AND at > :minutes AND receipt <> :receipt LIMIT :others_max) a
        ) AS device_10m,
        (SELECT count(*) FROM (SELECT DISTINCT user_id FROM fraud_attempts
            WHERE ip = :ip AND at > :day AND user_id <> :user_id LIMIT :others_max) a) AS users_of_ip
    """
)
_INSERT: Final = text(
    """
    WITH attempt AS (
        INSERT INTO fraud_attempts (receipt, user_id, at, ip, device, currency, amount, amount_krw, counted, tier,
            score, held_by, matched, shadow, features, rules_version)
        VALUES (:receipt, :user_id, :at, :ip, :device, :currency, :amount, :amount_krw, :counted, :tier, :score,
            :held_by, :matched, :shadow, :features, :rules_version)
        ON CONFLICT (receipt) DO NOTHING RETURNING receipt, user_id, tier, at
    ), opened AS (
        INSERT INTO fraud_cases (receipt, user_id, tier, opened_at)
        SELECT receipt, user_id, tier, at FROM attempt WHERE tier <> 'allow' AND CAST(:held_by AS text) IS NULL
    )
    SELECT count(*) FROM attempt
    """
).bindparams(
    bindparam("matched", type_=JSONB),
    bindparam("features", type_=JSONB),
    bindparam("shadow", type_=JSONB(none_as_null=True)),
)
_STORED: Final = text(f"SELECT {_VERDICT} FROM fraud_attempts WHERE receipt = :receipt")  # noqa: S608
_OUTCOME: Final = text(
    """
    UPDATE fraud_attempts SET card = coalesce(:card, card), outcome = :outcome,
        outcome_at = CASE WHEN outcome IS NOT DISTINCT FROM :outcome THEN outcome_at ELSE :now END
    WHERE receipt = :receipt AND (outcome IS DISTINCT FROM 'charged_back' OR :outcome = 'charged_back')
    """
)
_CASES: Final = (
    "SELECT c.id, a.receipt, a.user_id, a.at, a.currency, a.amount, a.amount_krw, a.features, a.tier, a.score,"
    " a.matched, a.shadow, a.rules_version, a.held_by, a.outcome, c.decision, c.decided_by, c.decided_at, c.note"
    " FROM fraud_attempts a {join} fraud_cases c USING (receipt)"
)
_ATTEMPT: Final = text(f"{_CASES.format(join='LEFT JOIN')} WHERE a.receipt = :receipt")
_LOCK: Final = text("SELECT receipt FROM fraud_cases WHERE receipt = :receipt FOR NO KEY UPDATE")
_QUEUE: Final = {
    decided: text(
        f"{_CASES.format(join='JOIN')} WHERE c.id < :before AND c.decision {'IS NOT NULL' if decided else 'IS NULL'}"
        " ORDER BY c.id DESC LIMIT :limit"
    )
    for decided in (False, True)
}
_DECIDE: Final = text(
    "UPDATE fraud_cases SET decision = :decision, decided_by = :actor_id, decided_at = :now, note = :note"
    " WHERE receipt = :receipt"
)
_SHADOWS: Final = text(
    """
    SELECT m ->> 'rule' AS rule, count(*) AS matches, count(*) FILTER (WHERE a.shadow ->> 'tier' <> a.tier) AS changes
    FROM fraud_attempts a, jsonb_array_elements(a.shadow -> 'matched') m
    WHERE a.shadow IS NOT NULL AND a.at > :since AND (m ->> 'shadow')\\:\\:boolean
    GROUP BY 1 ORDER BY 2 DESC, 1
    """
)
# What still refuses a player, or waits to be looked at, is kept for as long as it does.
_PURGE: Final = text(
    """
    DELETE FROM fraud_attempts WHERE receipt = ANY(ARRAY(
        SELECT a.receipt FROM fraud_attempts a WHERE a.at < :before AND NOT EXISTS (
            SELECT FROM fraud_cases c WHERE c.receipt = a.receipt
                AND (c.decision IS NULL OR (c.tier = 'hard' AND c.decision = 'confirm')))
        ORDER BY a.at LIMIT :rows))
    """
)


def _verdict_data(verdict: Verdict) -> dict[str, Any]:
    return {
        "tier": verdict.tier,
        "score": verdict.score,
        "matched": [
            {"rule": one.rule, "points": one.points, "shadow": one.shadow, "reason": one.reason._asdict()}
            for one in verdict.matched
        ],
    }


def _matches(data: list[dict[str, Any]]) -> tuple[Match, ...]:
    return tuple(Match(one["rule"], one["points"], Messages(**one["reason"]), one["shadow"]) for one in data)


def _verdict(row: Any) -> Verdict:
    shadow: Mapping[str, Any] | None = row.shadow
    return Verdict(
        tier=row.tier,
        score=row.score,
        matched=_matches(row.matched),
        rules_version=row.rules_version,
        shadow=None
        if shadow is None
        else Verdict(shadow["tier"], shadow["score"], _matches(shadow["matched"]), row.rules_version),
    )


def _case(row: Any) -> Case:
    return Case(
        id=row.id,
        receipt=row.receipt,
        user_id=row.user_id,
        at=row.at,
        currency=row.currency,
        amount=row.amount,
        amount_krw=row.amount_krw,
        features=Features.of(row.features),
        verdict=_verdict(row),
        held_by=row.held_by,
        outcome=row.outcome,
        ruling=None if row.decision is None else Ruling(row.decision, row.decided_by, row.decided_at, row.note),
    )


def _missed(rows: list[dict[str, Any]] | None) -> tuple[Seen, ...] | None:
    if rows is not None and len(rows) > MISSED_MAX:
        return None
    return tuple(
        Seen(one["receipt"], one["user_id"], one["ip"], one["device"], datetime.fromisoformat(one["at"]))
        for one in rows or ()
    )


async def read_past(session: AsyncSession, seen: Seen) -> Past:
    """What is known of a player and of who shares the device or the cards, this attempt left out."""
    facts = {
        "receipt": seen.receipt,
        "user_id": seen.user_id,
        "ip": seen.ip,
        "device": seen.device,
        "day": seen.at - _DAY,
        "week": seen.at - _WEEK,
        "month": seen.at - _MONTH,
        "count_max": COUNT_MAX,
        "missed_max": MISSED_MAX + 1,
    }
    row = (await session.execute(_PAST, facts)).one()
    return Past(
        verdict=None if row.tier is None else _verdict(row),
        held_by=row.held_by,
        created_at=row.created_at,
        missed=_missed(row.missed),
        users_of_device_30d=0 if seen.device is None else min(row.others_of_device + 1, COUNT_MAX),
        distinct_cards_user_7d=row.cards,
        users_of_card_30d=row.users_of_card,
        failed_user_1d=row.failed,
        charged_back_user=row.charged_back,
        paid_user=row.paid,
        paid_krw=int(row.paid_krw),
    )


async def count_windows(session: AsyncSession, seen: Seen) -> Counts:
    """What Valkey's windows would say, counted from attempts; this one included."""
    await session.execute(_WAIT_FOR_OTHERS, {"user_id": str(seen.user_id)})
    facts = {
        "receipt": seen.receipt,
        "user_id": seen.user_id,
        "ip": seen.ip,
        "device": seen.device,
        "minutes": seen.at - _MINUTES,
        "day": seen.at - _DAY,
        "others_max": COUNT_MAX - 1,
    }
    row = (await session.execute(_WINDOWS, facts)).one()
    return Counts(
        attempts_user_10m=row.user_10m + 1,
        attempts_user_1d=row.user_1d + 1,
        attempts_ip_10m=row.ip_10m + 1,
        attempts_device_10m=0 if seen.device is None else row.device_10m + 1,
        users_of_ip_1d=row.users_of_ip + 1,
    )


async def insert(
    session: AsyncSession,
    attempt: Attempt,
    seen: Seen,
    features: Mapping[str, int],
    verdict: Verdict,
    *,
    held_by: str | None,
    counted: bool,
) -> bool:
    """Write a judged attempt, and its case when somebody must look. False when the receipt was judged meanwhile."""
    facts = {
        "receipt": seen.receipt,
        "user_id": seen.user_id,
        "at": seen.at,
        "ip": seen.ip,
        "device": seen.device,
        "currency": attempt.currency,
        "amount": attempt.amount,
        "amount_krw": attempt.amount_krw,
        "counted": counted,
        "tier": verdict.tier,
        "score": verdict.score,
        "held_by": held_by,
        "matched": _verdict_data(verdict)["matched"],
        "shadow": None if verdict.shadow is None else _verdict_data(verdict.shadow),
        "features": dict(features),
        "rules_version": verdict.rules_version,
    }
    return bool((await session.execute(_INSERT, facts)).scalar_one())


async def get_verdict(session: AsyncSession, receipt: str) -> Verdict:
    """The verdict on a receipt that was judged."""
    return _verdict((await session.execute(_STORED, {"receipt": receipt})).one())


async def note_outcome(
    session: AsyncSession, *, receipt: str, outcome: Outcome, card: str | None, now: datetime
) -> bool:
    """What became of an attempt. A charge-back is the last word. False for a receipt that was not judged."""
    facts = {"receipt": receipt, "outcome": outcome, "card": card, "now": now}
    result: Any = await session.execute(_OUTCOME, facts)
    return result.rowcount == 1


async def find_attempt(session: AsyncSession, receipt: str) -> Case | None:
    """A judged attempt, with its case if it has one."""
    row = (await session.execute(_ATTEMPT, {"receipt": receipt})).one_or_none()
    return None if row is None else _case(row)


async def lock_case(session: AsyncSession, receipt: str) -> Case | None:
    """A case, held until the transaction ends; None when there is none."""
    if (await session.execute(_LOCK, {"receipt": receipt})).one_or_none() is None:
        return None
    return await find_attempt(session, receipt)


async def list_cases(session: AsyncSession, *, decided: bool, before: int, limit: int) -> list[Case]:
    """Cases with ids below `before`, the newest first."""
    rows = await session.execute(_QUEUE[decided], {"before": before, "limit": limit})
    return [_case(row) for row in rows]


async def decide(session: AsyncSession, receipt: str, ruling: Ruling) -> None:
    """Write an operator's decision."""
    facts: dict[str, Any] = {"receipt": receipt, "decision": ruling.decision, "actor_id": ruling.actor_id}
    await session.execute(_DECIDE, facts | {"now": ruling.at, "note": ruling.note})


async def list_shadows(session: AsyncSession, *, since: datetime) -> list[ShadowCount]:
    """What tried rules would have done since then."""
    rows = await session.execute(_SHADOWS, {"since": since})
    return [ShadowCount(row.rule, row.matches, row.changes) for row in rows]


async def purge(session: AsyncSession, *, before: datetime, rows: int) -> int:
    """Delete older attempts with their cases, at most `rows`; answers how many."""
    result: Any = await session.execute(_PURGE, {"before": before, "rows": rows})
    return result.rowcount
