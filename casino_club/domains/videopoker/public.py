"""What the processes of the product may ask of video poker."""

from casino_club.domains.games.book import Games
from casino_club.domains.videopoker import service
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock


async def draw_stale_hands(database: Database, book: Games, clock: Clock) -> int:
    """Draw hands left open for a day, all five cards held; answers how many. Safe to run twice and side by side."""
    return await service.draw_stale_hands(database, book, clock)
