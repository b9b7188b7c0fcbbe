"""Statements on chains, leases and shared rounds. None of them moves money."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.shared_rounds.contracts import Chain, SharedRound
from casino_club.domains.shared_rounds.rules import HASH_BYTES

_CHAIN: Final = (
    "SELECT id, game, variant, length, encode(terminal_hash, 'hex') AS terminal_hash, made_by, made_at, salt,"
    " salt_source, salted_at, first_number FROM shared_round_chains WHERE game = :game AND variant = :variant"
)
_INSERT_CHAIN: Final = text(
    "INSERT INTO shared_round_chains (game, variant, length, terminal_hash, checkpoints, made_by)"
    " VALUES (:game, :variant, :length, :terminal_hash, :checkpoints, :made_by) RETURNING id"
)
_KEPT_HASH: Final = text(
    "SELECT substring(checkpoints FROM :start FOR :bytes) AS kept FROM shared_round_chains WHERE id = :chain_id"
)
_SALT: Final = text(
    "UPDATE shared_round_chains SET salt = :salt, salt_source = :source, salted_at = clock_timestamp()"
    " WHERE id = :chain_id AND salt IS NULL RETURNING id"
).bindparams(bindparam("source", type_=JSONB))
_BEGIN_CHAIN: Final = text("UPDATE shared_round_chains SET first_number = :number WHERE id = :chain_id")
_CLIENT_SEEDS: Final = text(
    "SELECT client_seed FROM fairness_seeds WHERE state = 'active' ORDER BY id DESC LIMIT :count"
)

# Taken when nobody holds it or its time is over; renewed by its holder. The token grows with each change of holder.
_TAKE_LEASE: Final = text(
    "INSERT INTO shared_round_leases AS l (game, variant, holder, token, expires_at)"
    " VALUES (:game, :variant, :holder, 1, clock_timestamp() + make_interval(secs => :ttl_s))"
    " ON CONFLICT (game, variant) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,"
    "  token = l.token + (l.holder <> excluded.holder)::int"
    " WHERE l.holder = excluded.holder OR l.expires_at < clock_timestamp() RETURNING token"
)
_GIVE_LEASE: Final = text(
    "UPDATE shared_round_leases SET expires_at = clock_timestamp()"
    " WHERE game = :game AND variant = :variant AND holder = :holder"
)
_TOKEN: Final = text("SELECT token FROM shared_round_leases WHERE game = :game AND variant = :variant FOR SHARE")

# Left alone for too long while it ran, a round is given up for good. One whose end its leader saw is not. A round that
# a late bet or its own closing holds is skipped: a heartbeat waits for nobody.
_NOTE_LED: Final = text(
    "UPDATE shared_rounds SET seen_at = clock_timestamp(), voided_at = CASE"
    "  WHEN coalesce(seen_at, locks_at) < ends_at"
    "   AND clock_timestamp() - greatest(seen_at, locks_at) > make_interval(secs => :unled_max_s)"
    "  THEN clock_timestamp() END"
    " WHERE id = (SELECT id FROM shared_rounds WHERE game = :game AND variant = :variant AND state = 'open'"
    "  AND voided_at IS NULL AND clock_timestamp() >= locks_at FOR NO KEY UPDATE SKIP LOCKED)"
)

_ROUND: Final = (
    "SELECT r.id, r.game, r.variant, r.number, r.config_id, r.seed_id, s.server_seed AS hash, s.client_seed AS salt,"
    " r.opens_at, r.locks_at, r.ends_at, r.state, r.outcome, r.voided_at IS NOT NULL AS voided, r.closed_at"
    " FROM shared_rounds r JOIN fairness_seeds s ON s.id = r.seed_id"
)
_INSERT_ROUND: Final = text(
    "INSERT INTO shared_rounds (game, variant, number, config_id, seed_id, opens_at, locks_at, ends_at)"
    " VALUES (:game, :variant, :number, :config_id, :seed_id, :opens_at, :locks_at, :ends_at) RETURNING id"
)
_LOCK_ROUND: Final = text("SELECT id FROM shared_rounds WHERE id = :id FOR UPDATE")
_CLOSE: Final = text(
    "UPDATE shared_rounds SET closed_at = clock_timestamp(), outcome = :outcome,"
    " state = CASE WHEN voided_at IS NULL THEN 'closed' ELSE 'void' END WHERE id = :id AND state = 'open'"
).bindparams(bindparam("outcome", type_=JSONB))


@dataclass(frozen=True, slots=True)
class Table:
    """Whose rounds they are."""

    game: str
    variant: str

    def facts(self, **more: Any) -> dict[str, Any]:
        return {"game": self.game, "variant": self.variant, **more}


async def insert_chain(
    session: AsyncSession, table: Table, *, length: int, terminal_hash: bytes, checkpoints: bytes, made_by: str
) -> int:
    """Publish a chain; answers its id."""
    facts = table.facts(length=length, terminal_hash=terminal_hash, checkpoints=checkpoints, made_by=made_by)
    return (await session.execute(_INSERT_CHAIN, facts)).one().id


async def list_chains(session: AsyncSession, table: Table) -> list[Chain]:
    """A table's chains, newest first."""
    rows = await session.execute(text(f"{_CHAIN} ORDER BY id DESC"), table.facts())
    return [Chain(**row) for row in rows.mappings()]


async def kept_hash(session: AsyncSession, chain_id: int, index: int) -> bytes:
    """One kept hash of a chain."""
    facts = {"chain_id": chain_id, "start": index * HASH_BYTES + 1, "bytes": HASH_BYTES}
    return bytes((await session.execute(_KEPT_HASH, facts)).one().kept)


async def salt_chain(session: AsyncSession, chain_id: int, salt: str, source: dict[str, Any]) -> bool:
    """Give a chain its salt, once."""
    facts = {"chain_id": chain_id, "salt": salt, "source": source}
    return (await session.execute(_SALT, facts)).first() is not None


async def begin_chain(session: AsyncSession, chain_id: int, number: int) -> None:
    """A chain's first round is `number`."""
    await session.execute(_BEGIN_CHAIN, {"chain_id": chain_id, "number": number})


async def newest_client_seeds(session: AsyncSession, count: int) -> list[str]:
    """Client seeds players use now, the newest first."""
    return [row.client_seed for row in await session.execute(_CLIENT_SEEDS, {"count": count})]


async def take_lease(session: AsyncSession, table: Table, holder: UUID, ttl_s: float) -> int | None:
    """Take or renew the lease; its token, or None while somebody else holds it."""
    row = (await session.execute(_TAKE_LEASE, table.facts(holder=holder, ttl_s=ttl_s))).first()
    return None if row is None else row.token


async def give_lease(session: AsyncSession, table: Table, holder: UUID) -> None:
    """Let the next leader in at once."""
    await session.execute(_GIVE_LEASE, table.facts(holder=holder))


async def current_token(session: AsyncSession, table: Table) -> int | None:
    """The token of whoever leads; it cannot change before the transaction ends."""
    row = (await session.execute(_TOKEN, table.facts())).first()
    return None if row is None else row.token


async def note_led(session: AsyncSession, table: Table, unled_max_s: float) -> None:
    """The running round, if one is, is led now; when that comes too late, it is given up."""
    await session.execute(_NOTE_LED, table.facts(unled_max_s=unled_max_s))


async def insert_round(session: AsyncSession, table: Table, **facts: Any) -> UUID:
    """Open a round; the database refuses a second one."""
    return (await session.execute(_INSERT_ROUND, table.facts(**facts))).one().id


async def lock_round(session: AsyncSession, round_id: UUID) -> None:
    """Wait for bets on their way to a round, and let no other come before the transaction ends."""
    await session.execute(_LOCK_ROUND, {"id": round_id})


async def close_round(session: AsyncSession, round_id: UUID, outcome: dict[str, Any]) -> None:
    """Every bet on it has ended: closed or void, for good."""
    await session.execute(_CLOSE, {"id": round_id, "outcome": outcome})


async def find_newest_round(session: AsyncSession, table: Table) -> SharedRound | None:
    """The round with the highest number."""
    statement = text(f"{_ROUND} WHERE r.game = :game AND r.variant = :variant ORDER BY r.number DESC LIMIT 1")
    return _round((await session.execute(statement, table.facts())).mappings().first())


async def find_round(session: AsyncSession, round_id: UUID) -> SharedRound | None:
    """A round by id."""
    return _round((await session.execute(text(f"{_ROUND} WHERE r.id = :id"), {"id": round_id})).mappings().first())


async def list_ended_rounds(
    session: AsyncSession, table: Table, *, before: int | None, limit: int
) -> list[SharedRound]:
    """Rounds that are over and revealed, newest first."""
    where = "r.game = :game AND r.variant = :variant AND r.state <> 'open'"
    more: dict[str, Any] = {}
    if before is not None:
        where += " AND r.number < :before"
        more["before"] = before
    statement = text(f"{_ROUND} WHERE {where} ORDER BY r.number DESC LIMIT :limit")  # `where`: constants only
    rows = await session.execute(statement, table.facts(limit=limit, **more))
    return [_of(row) for row in rows.mappings()]


def _of(row: Any) -> SharedRound:
    facts: dict[str, Any] = dict(row)
    facts["hash"] = bytes(facts["hash"])
    return SharedRound(**facts)


def _round(row: Any) -> SharedRound | None:
    return None if row is None else _of(row)


def over_at(round_: SharedRound) -> datetime:
    """When a round was over: at its end, or when it was given up."""
    return round_.closed_at if round_.voided and round_.closed_at is not None else round_.ends_at
