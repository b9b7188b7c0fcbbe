"""Reads what the home screen and a fresh live socket show."""

import hashlib
from datetime import datetime
from typing import Final

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account import public as account
from casino_club.domains.dashboard import repository
from casino_club.domains.dashboard.contracts import Home
from casino_club.domains.games import public as games

LAST_ROUNDS: Final = 5


async def etag_of(session: AsyncSession, *, user_id: int, offer: object, now: datetime) -> str:
    """The dashboard's entity tag: the player's facts, the games on offer (JSON), and the UTC day of `today`."""
    facts = [await repository.version_of(session, user_id), now.date(), offer]
    return f'"{hashlib.blake2b(orjson.dumps(facts), digest_size=12).hexdigest()}"'


async def read_home(session: AsyncSession, *, user_id: int, now: datetime) -> Home:
    """The whole state. One moment when `repository.begin_snapshot` came before. Raises `UserNotFoundError`."""
    return Home(
        user=await account.get_user(session, user_id=user_id),
        today=await games.stats_of(session, user_id=user_id, period="day", now=now),
        ever=await games.stats_of(session, user_id=user_id, period="all", now=now),
        rounds=tuple(await games.list_rounds(session, user_id=user_id, limit=LAST_ROUNDS)),
    )
