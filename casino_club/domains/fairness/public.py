"""What other domains may ask of fairness."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness import repository
from casino_club.domains.fairness.contracts import ActiveSeed, SeedFacts


async def open_seeds(session: AsyncSession, *, user_id: int) -> None:
    """Give a player seeds; calling it again changes nothing."""
    await repository.open_seeds(session, user_id)


async def find_active_seed(session: AsyncSession, *, user_id: int) -> ActiveSeed | None:
    """The seed the player's next bet is drawn from, secret included."""
    found = await repository.find_in_use(session, user_id)
    return None if found is None else found[0]


async def seed_facts(session: AsyncSession, *, seed_id: int) -> SeedFacts:
    """A seed as it may be shown: the secret only once it is revealed."""
    return await repository.get_facts(session, seed_id)


async def open_shared_seed(session: AsyncSession, *, server_seed: bytes, client_seed: str, nonce: int) -> int:
    """Keep the secret of a shared round: a chain's hash, the chain's salt, the round's number. Answers its id."""
    return await repository.open_shared_seed(session, server_seed=server_seed, client_seed=client_seed, nonce=nonce)


async def reveal_shared_seed(session: AsyncSession, *, seed_id: int) -> None:
    """Reveal a shared round's secret once the round is over; again changes nothing."""
    await repository.reveal_shared_seed(session, seed_id)


async def secret_of(session: AsyncSession, *, seed_id: int) -> bytes:
    """A server seed, revealed or not: for the operator's own verification, never for an answer."""
    return await repository.secret_of(session, seed_id)
