"""Reads what the home screen and a fresh live socket show."""

import hashlib
from datetime import datetime
from typing import Final

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account import public as account
from casino_club.domains.achievements import public as achievements
from casino_club.domains.battlepass import public as battlepass
from casino_club.domains.dashboard import repository
from casino_club.domains.dashboard.contracts import Home, Standing
from casino_club.domains.events import public as events
from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.missions import public as missions
from casino_club.domains.notifications import public as notifications
from casino_club.domains.onboarding import public as onboarding
from casino_club.domains.quiz import public as quiz
from casino_club.domains.shop import public as shop
from casino_club.domains.streaks import public as streaks
from casino_club.domains.vip import public as vip

LAST_ROUNDS: Final = 5


async def etag_of(session: AsyncSession, *, user_id: int, offer: object, language: str, now: datetime) -> str:
    """The dashboard's entity tag: the player's facts, the games on offer (JSON), the language, and the UTC day."""
    facts = [await repository.version_of(session, user_id, now), now.date(), language, offer]
    return f'"{hashlib.blake2b(orjson.dumps(facts), digest_size=12).hexdigest()}"'


async def read_standing(session: AsyncSession, *, user_id: int, now: datetime) -> Standing:
    """What a live socket starts from. Raises `UserNotFoundError`."""
    return Standing(
        user=await account.get_user(session, user_id=user_id),
        today=await games.stats_of(session, user_id=user_id, period="day", now=now),
        ever=await games.stats_of(session, user_id=user_id, period="all", now=now),
        streak=await streaks.status_of(session, user_id=user_id, now=now),
        events=await events.active_of(session, user_id=user_id, now=now),
        pending_purchases=await shop.pending_count(session, user_id),
        unread=await notifications.unread_of(session, user_id=user_id),
    )


async def read_home(session: AsyncSession, book: Games, *, user_id: int, now: datetime) -> Home:
    """The whole state. One moment when `repository.begin_snapshot` came before. Raises `UserNotFoundError`."""
    return Home(
        standing=await read_standing(session, user_id=user_id, now=now),
        rounds=await games.list_rounds(session, user_id=user_id, limit=LAST_ROUNDS),
        vip=await vip.status_of(session, user_id=user_id, now=now),
        missions=await missions.today_of(session, user_id, now),
        season=await battlepass.state_of(session, user_id=user_id, now=now),
        achievements=await achievements.summary_of(session, user_id, now),
        tour=await onboarding.state_of(session, user_id=user_id, now=now),
        suggestions=await quiz.suggestions(session, book, user_id=user_id, now=now),
    )
