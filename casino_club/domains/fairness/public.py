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
