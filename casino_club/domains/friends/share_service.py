"""Use cases of pictures of wins: one's own, and the public one behind a link that the player made."""

import re
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends import share_repository
from casino_club.domains.friends.errors import NotAWinError, ShareNotFoundError
from casino_club.domains.friends.share_repository import ShareLink
from casino_club.domains.friends.share_rules import Card, CardLocale, card_of, is_win
from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import Round
from casino_club.domains.users import public as users

TOKEN_BYTES: Final = 24
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")


async def _get_win(session: AsyncSession, *, user_id: int, round_id: UUID) -> Round:
    played = await games.find_round(session, round_id=round_id)
    if played is None or played.user_id != user_id:
        raise ShareNotFoundError
    if not is_win(played):
        raise NotAWinError
    return played


async def own_card(session: AsyncSession, *, user_id: int, round_id: UUID, host: str, locale: CardLocale) -> Card:
    """The card of an own won round. Raises `ShareNotFoundError`, also for another's round, and `NotAWinError`."""
    played = await _get_win(session, user_id=user_id, round_id=round_id)
    own = await users.get(session, user_id=user_id)
    return card_of(played, nickname=own.nickname, host=host, locale=locale)


async def share(
    session: AsyncSession, *, user_id: int, round_id: UUID, locale: CardLocale | None, now: datetime
) -> ShareLink:
    """A public link to an own won round; the same one as long as it stands. Its language stays the first one's."""
    await _get_win(session, user_id=user_id, round_id=round_id)
    spoken = locale or (await users.get(session, user_id=user_id)).locale
    await share_repository.add(session, ShareLink(round_id, user_id, secrets.token_urlsafe(TOKEN_BYTES), spoken, now))
    link = await share_repository.find_of_round(session, round_id)
    assert link is not None  # noqa: S101 - just kept, or kept before
    return link


async def find_share(session: AsyncSession, *, user_id: int, round_id: UUID) -> ShareLink | None:
    """The link that stands for an own round, if any. Raises `ShareNotFoundError` for a round that is not one's own."""
    link = await share_repository.find_of_round(session, round_id)
    if link is not None and link.user_id == user_id:
        return link
    played = await games.find_round(session, round_id=round_id)
    if played is None or played.user_id != user_id:
        raise ShareNotFoundError
    return None


async def revoke(session: AsyncSession, *, user_id: int, round_id: UUID) -> None:
    """Take the link of an own round back: it is dead at once. Raises `ShareNotFoundError`."""
    if not await share_repository.revoke(session, round_id=round_id, user_id=user_id):
        raise ShareNotFoundError


async def shared_card(session: AsyncSession, *, token: str, host: str, now: datetime) -> Card:
    """The card behind a link. Raises `ShareNotFoundError`, also while its player may not be shown."""
    link = await share_repository.find_by_token(session, token) if TOKEN.fullmatch(token) else None
    if link is None:
        raise ShareNotFoundError
    name = (await users.list_names(session, user_ids=[link.user_id])).get(link.user_id)
    played = await games.find_round(session, round_id=link.round_id)
    if name is None or not name.is_shown(now) or played is None:
        raise ShareNotFoundError
    return card_of(played, nickname=name.nickname, host=host, locale=link.locale)
