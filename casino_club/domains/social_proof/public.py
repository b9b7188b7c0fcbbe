"""The door to the club's activity, for the worker."""

from casino_club.domains.social_proof import service
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock


async def count_slices(database: Database, clock: Clock, *, big_win_gold: int) -> int:
    """Count the slices of play that are settled; answers how many transactions it took. For every few seconds."""
    return await service.count_slices(database, clock, big_win_gold=big_win_gold)
