"""Every statement on the public links to pictures of wins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends.share_rules import CardLocale


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A public link to one round's picture, in the language it was made in."""

    round_id: UUID
    user_id: int
    token: str
    locale: CardLocale
    created_at: datetime


_LINK: Final = "SELECT round_id, user_id, token, locale, created_at FROM share_links"
_OF_ROUND: Final = text(f"{_LINK} WHERE round_id = :round_id")
_BY_TOKEN: Final = text(f"{_LINK} WHERE token = :token")
_ADD: Final = text(
    "INSERT INTO share_links (round_id, user_id, token, locale, created_at)"
    " VALUES (:round_id, :user_id, :token, :locale, :created_at) ON CONFLICT (round_id) DO NOTHING"
)
_REVOKE: Final = text("DELETE FROM share_links WHERE round_id = :round_id AND user_id = :user_id RETURNING token")
_FORGET: Final = text("DELETE FROM share_links WHERE user_id = :user_id")


async def find_of_round(session: AsyncSession, round_id: UUID) -> ShareLink | None:
    """The link of a round."""
    row = (await session.execute(_OF_ROUND, {"round_id": round_id})).mappings().first()
    return None if row is None else ShareLink(**row)


async def find_by_token(session: AsyncSession, token: str) -> ShareLink | None:
    """The link with this token."""
    row = (await session.execute(_BY_TOKEN, {"token": token})).mappings().first()
    return None if row is None else ShareLink(**row)


async def add(session: AsyncSession, link: ShareLink) -> None:
    """Keep a link, unless the round has one."""
    facts = {name: getattr(link, name) for name in ShareLink.__slots__}
    await session.execute(_ADD, facts)


async def revoke(session: AsyncSession, *, round_id: UUID, user_id: int) -> bool:
    """Take a link back; False when there is none."""
    return (await session.execute(_REVOKE, {"round_id": round_id, "user_id": user_id})).first() is not None


async def forget(session: AsyncSession, user_id: int) -> None:
    """Take all links of a player back."""
    await session.execute(_FORGET, {"user_id": user_id})
