"""Every statement on limits, breaks, the play clock and the market's row.

Whoever writes a player's guard or limits holds the player's lock (`wallet.public.lock_player`), as every bet does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.responsible.contracts import (
    Exclusion,
    ExclusionKind,
    Limit,
    LimitChange,
    LimitKind,
    MarketProfile,
)

_PUBLISH_MARKET: Final = text(
    "UPDATE market_rules SET market = :market, adult_gate = :adult_gate, slot_cycle_ms = :slot_cycle_ms,"
    " game_cycle_ms = :game_cycle_ms, reality_check_s = :reality_check_s, odds_notice_h = :odds_notice_h WHERE id = 1"
)
_LIMITS: Final = text("SELECT kind, value, pending_value, pending_from FROM play_limits WHERE user_id = :user_id")
_SAVE_LIMIT: Final = text(
    "INSERT INTO play_limits (user_id, kind, value, pending_value, pending_from)"
    " VALUES (:user_id, :kind, :value, :pending_value, :pending_from)"
    " ON CONFLICT (user_id, kind) DO UPDATE SET value = excluded.value, pending_value = excluded.pending_value,"
    " pending_from = excluded.pending_from"
)
_ADD_CHANGE: Final = text(
    "INSERT INTO play_limit_changes (user_id, kind, action, old_value, new_value, effective_at, created_at)"
    " VALUES (:user_id, :kind, :action, :old_value, :new_value, :effective_at, :created_at)"
)
_CHANGES: Final = text(
    "SELECT id, kind, action, old_value, new_value, effective_at, created_at FROM play_limit_changes"
    " WHERE user_id = :user_id AND id < :before ORDER BY id DESC LIMIT :limit"
)
_LAST_BREAK: Final = text(
    "SELECT max(effective_at) FROM play_limit_changes"
    " WHERE user_id = :user_id AND action IN ('cool_off', 'self_exclusion')"
)
_WATCH: Final = text(
    "INSERT INTO play_guards AS g (user_id, watched) VALUES (:user_id, :watched)"
    " ON CONFLICT (user_id) DO UPDATE SET watched = excluded.watched OR coalesce(g.excluded_until > :now, false)"
)
_EXCLUDE: Final = text(
    "INSERT INTO play_guards AS g (user_id, watched, excluded_until, exclusion_kind)"
    " VALUES (:user_id, true, :until, :kind) ON CONFLICT (user_id) DO UPDATE SET watched = true,"
    " excluded_until = greatest(g.excluded_until, excluded.excluded_until), exclusion_kind = excluded.exclusion_kind"
    " RETURNING excluded_until"
)
_EXCLUSION: Final = text(
    "SELECT exclusion_kind AS kind, excluded_until AS until FROM play_guards"
    " WHERE user_id = :user_id AND excluded_until > :now"
)
_DISMISS: Final = text("UPDATE play_guards SET reality_checked_at = :now WHERE user_id = :user_id")
_VERIFY_ADULT: Final = text(
    "INSERT INTO play_guards (user_id, adult_verified_at) VALUES (:user_id, :now)"
    " ON CONFLICT (user_id) DO UPDATE SET adult_verified_at = coalesce(play_guards.adult_verified_at, :now)"
    " RETURNING adult_verified_at"
)
_ADULT_SINCE: Final = text("SELECT adult_verified_at FROM play_guards WHERE user_id = :user_id")
_CLOCK: Final = text(
    """
    SELECT g.session_started_at, play_goes_on(g, :now),
        play_ms_of_day(g, :now), g.reality_checked_at, g.excluded_until, g.exclusion_kind,
        g.adult_verified_at, (
            SELECT coalesce(sum(s.total_win - s.total_bet), 0) FROM game_stats s
            WHERE s.user_id = g.user_id AND s.day >= g.session_day
        )::bigint - g.session_base
    FROM play_guards g WHERE g.user_id = :user_id"""
)
_NET_SINCE: Final = text(
    "SELECT coalesce(sum(total_win - total_bet), 0)::bigint FROM game_stats WHERE user_id = :user_id AND day >= :since"
)
_LOSS: Final = text("SELECT play_loss(:user_id, :since)")
_WATCHED: Final = text("SELECT user_id FROM play_guards WHERE watched AND user_id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(BIGINT))
)
_WARN: Final = text(
    "INSERT INTO play_warnings (user_id, kind, window_start) VALUES (:user_id, :kind, :window_start)"
    " ON CONFLICT DO NOTHING RETURNING user_id"
)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The player's guard as the play clock tells it at a moment, in the order of `_CLOCK`; money in gold."""

    started_at: datetime | None
    goes_on: bool
    today_ms: int
    reality_checked_at: datetime | None
    excluded_until: datetime | None
    exclusion_kind: ExclusionKind | None
    adult_verified_at: datetime | None
    net: int


NO_CLOCK: Final = ClockRow(None, False, 0, None, None, None, None, 0)  # noqa: FBT003 - a player who never staked


async def publish_market(session: AsyncSession, profile: MarketProfile) -> None:
    """Write what bets are judged by."""
    facts = {
        "market": profile.market,
        "adult_gate": profile.adult_gate,
        "slot_cycle_ms": profile.slot_cycle_ms,
        "game_cycle_ms": profile.game_cycle_ms,
        "reality_check_s": profile.reality_check_minutes * 60,
        "odds_notice_h": profile.odds_notice_hours,
    }
    await session.execute(_PUBLISH_MARKET, facts)


async def list_limits(session: AsyncSession, user_id: int) -> dict[LimitKind, Limit]:
    """A player's limits as stored; a raise may have come to hold meanwhile."""
    rows = await session.execute(_LIMITS, {"user_id": user_id})
    return {row.kind: Limit(row.value, row.pending_value, row.pending_from) for row in rows}


async def save_limit(session: AsyncSession, user_id: int, kind: LimitKind, limit: Limit) -> None:
    """Write one limit."""
    facts = {"value": limit.value, "pending_value": limit.pending_value, "pending_from": limit.pending_from}
    await session.execute(_SAVE_LIMIT, {"user_id": user_id, "kind": kind, **facts})


async def add_change(session: AsyncSession, user_id: int, change: LimitChange) -> None:
    """Append to the player's history."""
    facts = {name: getattr(change, name) for name in LimitChange.__slots__}
    await session.execute(_ADD_CHANGE, {"user_id": user_id, **facts})


async def list_changes(
    session: AsyncSession, user_id: int, *, before: UUID, limit: int
) -> list[tuple[UUID, LimitChange]]:
    """The newest changes before an id."""
    rows = await session.execute(_CHANGES, {"user_id": user_id, "before": before, "limit": limit})
    return [
        (
            row.id,
            LimitChange(row.kind, row.action, row.old_value, row.new_value, row.effective_at, row.created_at),
        )
        for row in rows
    ]


async def last_break_until(session: AsyncSession, user_id: int) -> datetime | None:
    """When the player's last break ended or will end."""
    return (await session.execute(_LAST_BREAK, {"user_id": user_id})).scalar_one()


async def watch(session: AsyncSession, user_id: int, *, watched: bool, now: datetime) -> None:
    """Say whether bets of this player need a look; a break that still runs always does."""
    await session.execute(_WATCH, {"user_id": user_id, "watched": watched, "now": now})


async def exclude(session: AsyncSession, user_id: int, kind: ExclusionKind, until: datetime) -> datetime:
    """Refuse the player's bets until then; a later end that stands already stays. Answers the end."""
    return (await session.execute(_EXCLUDE, {"user_id": user_id, "kind": kind, "until": until})).scalar_one()


async def find_exclusion(session: AsyncSession, user_id: int, now: datetime) -> Exclusion | None:
    """The break that runs, if any."""
    row = (await session.execute(_EXCLUSION, {"user_id": user_id, "now": now})).first()
    return None if row is None else Exclusion(row.kind, row.until)


async def dismiss_reality_check(session: AsyncSession, user_id: int, now: datetime) -> None:
    """Begin the next hour."""
    await session.execute(_DISMISS, {"user_id": user_id, "now": now})


async def verify_adult(session: AsyncSession, user_id: int, now: datetime) -> datetime:
    """Note that the player is an adult; answers since when that is known."""
    return (await session.execute(_VERIFY_ADULT, {"user_id": user_id, "now": now})).scalar_one()


async def find_adult_since(session: AsyncSession, user_id: int) -> datetime | None:
    """When the player declared to be an adult."""
    return (await session.execute(_ADULT_SINCE, {"user_id": user_id})).scalar_one_or_none()


async def read_clock(session: AsyncSession, user_id: int, now: datetime) -> ClockRow:
    """The player's sitting at `now`."""
    row = (await session.execute(_CLOCK, {"user_id": user_id, "now": now})).first()
    return NO_CLOCK if row is None else ClockRow(*row)


async def net_since(session: AsyncSession, user_id: int, since: date) -> int:
    """Gold won less gold lost in settled rounds from a UTC day on."""
    return (await session.execute(_NET_SINCE, {"user_id": user_id, "since": since})).scalar_one()


async def loss_since(session: AsyncSession, user_id: int, since: date) -> int:
    """What `play_loss` counts: settled losses and every stake on a table. Negative while the player is ahead."""
    return (await session.execute(_LOSS, {"user_id": user_id, "since": since})).scalar_one()


async def list_watched(session: AsyncSession, user_ids: Sequence[int]) -> list[int]:
    """Which of these players have something to watch."""
    return [row.user_id for row in await session.execute(_WATCHED, {"ids": list(user_ids)})]


async def warn_once(session: AsyncSession, user_id: int, kind: LimitKind, window_start: date) -> bool:
    """True the first time in a window."""
    facts = {"user_id": user_id, "kind": kind, "window_start": window_start}
    return (await session.execute(_WARN, facts)).first() is not None
