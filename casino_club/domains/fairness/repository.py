"""Statements on seeds. Every writer of a seed holds the player's account lock (`wallet.public.lock_player`)."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness.contracts import ActiveSeed, SeedFacts
from casino_club.domains.fairness.rules import new_client_seed, new_server_seed
from casino_club.kernel.rng import commit

_OPEN: Final = text(
    "INSERT INTO fairness_seeds (user_id, server_seed, client_seed, state) VALUES (:user_id, :seed, :client, :state)"
    " ON CONFLICT (user_id, state) WHERE state IN ('next', 'active') DO NOTHING"
)
_IN_USE: Final = text(
    "SELECT id, server_seed, client_seed, nonce, held, state FROM fairness_seeds"
    " WHERE user_id = :user_id AND state IN ('next', 'active')"
)
_REVEAL: Final = text(
    "UPDATE fairness_seeds SET state = 'revealed', revealed_at = now() WHERE user_id = :user_id AND state = 'active'"
)
_ACTIVATE: Final = text(
    "UPDATE fairness_seeds SET state = 'active', client_seed = :client WHERE user_id = :user_id AND state = 'next'"
)
_FACTS: Final = text("SELECT server_seed, client_seed, state FROM fairness_seeds WHERE id = :seed_id")
_OPEN_SHARED: Final = text(
    "INSERT INTO fairness_seeds (user_id, server_seed, client_seed, nonce, state)"
    " VALUES (0, :server_seed, :client_seed, :nonce, 'shared') RETURNING id"
)
_REVEAL_SHARED: Final = text(
    "UPDATE fairness_seeds SET state = 'revealed', revealed_at = now() WHERE id = :seed_id AND state = 'shared'"
)


async def open_seeds(session: AsyncSession, user_id: int) -> None:
    """Give a player an active and a next seed; those that exist stay. The active one's id is the smaller."""
    client = new_client_seed()
    for state in ("active", "next"):
        facts = {"user_id": user_id, "seed": new_server_seed(), "client": client, "state": state}
        await session.execute(_OPEN, facts)


async def find_in_use(session: AsyncSession, user_id: int) -> tuple[ActiveSeed, str, int] | None:
    """The active seed, the commitment to the next one, and how many open hands hold it; None before `open_seeds`."""
    rows = {row.state: row for row in await session.execute(_IN_USE, {"user_id": user_id})}
    if len(rows) != 2:  # noqa: PLR2004 - active and next
        return None
    active = rows["active"]
    seed = ActiveSeed(active.id, bytes(active.server_seed), active.client_seed, active.nonce)
    return seed, commit(bytes(rows["next"].server_seed)), active.held


async def rotate(session: AsyncSession, user_id: int, client_seed: str) -> None:
    """Reveal the active seed, put the next one in its place, and commit to a new next one."""
    await session.execute(_REVEAL, {"user_id": user_id})
    await session.execute(_ACTIVATE, {"user_id": user_id, "client": client_seed})
    facts = {"user_id": user_id, "seed": new_server_seed(), "client": client_seed, "state": "next"}
    await session.execute(_OPEN, facts)


async def get_facts(session: AsyncSession, seed_id: int) -> SeedFacts:
    """A seed as it may be shown."""
    row = (await session.execute(_FACTS, {"seed_id": seed_id})).one()
    server_seed = bytes(row.server_seed)
    return SeedFacts(commit(server_seed), row.client_seed, server_seed.hex() if row.state == "revealed" else None)


async def open_shared_seed(session: AsyncSession, *, server_seed: bytes, client_seed: str, nonce: int) -> int:
    """Keep the secret of a shared round; answers its id."""
    facts = {"server_seed": server_seed, "client_seed": client_seed, "nonce": nonce}
    return (await session.execute(_OPEN_SHARED, facts)).one().id


async def reveal_shared_seed(session: AsyncSession, seed_id: int) -> None:
    """Reveal a shared round's secret; again changes nothing."""
    await session.execute(_REVEAL_SHARED, {"seed_id": seed_id})


async def secret_of(session: AsyncSession, seed_id: int) -> bytes:
    """A server seed, revealed or not."""
    return bytes((await session.execute(_FACTS, {"seed_id": seed_id})).one().server_seed)
