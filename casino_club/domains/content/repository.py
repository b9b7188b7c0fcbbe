"""Every statement on unlocked stages, switches and age checks."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.content.contracts import AgeOutcome, AgeVerification, Method, Stage, Unlock

_UNLOCK_COLUMNS: Final = "id, content_id, stage, method, price, created_at"
_UNLOCKS: Final = text(f"SELECT {_UNLOCK_COLUMNS} FROM content_unlocks WHERE user_id = :user_id ORDER BY id")  # noqa: S608 - constants only
_UNLOCK_PAGE: Final = text(
    f"SELECT {_UNLOCK_COLUMNS} FROM content_unlocks WHERE user_id = :user_id AND id < :before"  # noqa: S608 - constants only
    " ORDER BY id DESC LIMIT :limit"
)
_ADD_UNLOCK: Final = text(
    "INSERT INTO content_unlocks (user_id, content_id, stage, method, price, posting_ref, created_at)"
    " VALUES (:user_id, :content_id, :stage, :method, :price, :posting_ref, :now)"
    " RETURNING id, content_id, stage, method, price, created_at"
)
_UNLOCK_COUNTS: Final = text(
    "SELECT content_id, stage, count(*) AS unlocks, coalesce(sum(price), 0)::bigint AS gold"
    " FROM content_unlocks GROUP BY 1, 2"
)
_DISABLED: Final = text("SELECT content_id FROM content_switches WHERE NOT enabled")
_SWITCH: Final = text(
    "INSERT INTO content_switches (content_id, enabled, changed_at) VALUES (:content_id, :enabled, :now)"
    " ON CONFLICT (content_id) DO UPDATE SET enabled = excluded.enabled, changed_at = excluded.changed_at"
)
_AGE_COLUMNS: Final = "id, provider, provider_ref, outcome, started_at, decided_at"
_ADD_AGE: Final = text(
    "INSERT INTO age_verifications (user_id, provider, started_at) VALUES (:user_id, :provider, :now)"
    " RETURNING id, provider, provider_ref, outcome, started_at, decided_at"
)
_REFER_AGE: Final = text(
    "UPDATE age_verifications SET provider_ref = :provider_ref WHERE id = :id AND provider_ref IS NULL"
)
_DECIDE_AGE: Final = text(
    "UPDATE age_verifications SET outcome = :outcome, decided_at = :now WHERE id = :id AND outcome IS NULL"
)
_AGE: Final = text(f"SELECT {_AGE_COLUMNS} FROM age_verifications WHERE id = :id AND user_id = :user_id")  # noqa: S608 - constants only
_ADULT: Final = text(
    f"SELECT {_AGE_COLUMNS} FROM age_verifications WHERE user_id = :user_id AND outcome = 'adult'"  # noqa: S608 - constants only
    " ORDER BY id DESC LIMIT 1"
)


async def list_unlocks(session: AsyncSession, user_id: int) -> list[Unlock]:
    """Everything a player has opened, oldest first."""
    return [Unlock(*row) for row in await session.execute(_UNLOCKS, {"user_id": user_id})]


async def page_unlocks(session: AsyncSession, user_id: int, *, before: UUID, limit: int) -> list[Unlock]:
    """The newest before an id."""
    rows = await session.execute(_UNLOCK_PAGE, {"user_id": user_id, "before": before, "limit": limit})
    return [Unlock(*row) for row in rows]


async def add_unlock(
    session: AsyncSession,
    user_id: int,
    *,
    content_id: str,
    stage: Stage,
    method: Method,
    price: int,
    posting_ref: UUID | None,
    now: datetime,
) -> Unlock:
    """Write one opened stage. The caller holds the player's lock and has seen that it is closed."""
    facts = {
        "user_id": user_id,
        "content_id": content_id,
        "stage": stage,
        "method": method,
        "price": price,
        "posting_ref": posting_ref,
        "now": now,
    }
    return Unlock(*(await session.execute(_ADD_UNLOCK, facts)).one())


async def count_unlocks(session: AsyncSession) -> dict[tuple[str, str], tuple[int, int]]:
    """How many players opened a stage and the gold they spent on it, by (content, stage)."""
    rows = await session.execute(_UNLOCK_COUNTS)
    return {(row.content_id, row.stage): (row.unlocks, row.gold) for row in rows}


async def list_disabled(session: AsyncSession) -> set[str]:
    """Stories that are switched off."""
    return {row.content_id for row in await session.execute(_DISABLED)}


async def switch(session: AsyncSession, content_id: str, *, enabled: bool, now: datetime) -> None:
    """Turn a story on or off."""
    await session.execute(_SWITCH, {"content_id": content_id, "enabled": enabled, "now": now})


async def add_age(session: AsyncSession, user_id: int, *, provider: str, now: datetime) -> AgeVerification:
    """Write the intent of a check, before the provider is asked."""
    return AgeVerification(
        *(await session.execute(_ADD_AGE, {"user_id": user_id, "provider": provider, "now": now})).one()
    )


async def refer_age(session: AsyncSession, id_: UUID, provider_ref: str) -> None:
    """Keep the provider's reference."""
    await session.execute(_REFER_AGE, {"id": id_, "provider_ref": provider_ref})


async def decide_age(session: AsyncSession, id_: UUID, outcome: AgeOutcome, now: datetime) -> None:
    """Keep the outcome; the first one stands."""
    await session.execute(_DECIDE_AGE, {"id": id_, "outcome": outcome, "now": now})


async def find_age(session: AsyncSession, id_: UUID, user_id: int) -> AgeVerification | None:
    """A player's own attempt."""
    row = (await session.execute(_AGE, {"id": id_, "user_id": user_id})).first()
    return None if row is None else AgeVerification(*row)


async def find_adult(session: AsyncSession, user_id: int) -> AgeVerification | None:
    """The newest check that said `adult`."""
    row = (await session.execute(_ADULT, {"user_id": user_id})).first()
    return None if row is None else AgeVerification(*row)
