"""Use cases of achievements: see them, take the reward, choose the badges to show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import repository, rules
from casino_club.domains.achievements.contracts import Definition, Standing, Unlock, Wall
from casino_club.domains.achievements.errors import AchievementLockedError, AchievementNotFoundError
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import SCOPE_ALL, Tally, day_scope
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Grant
from casino_club.domains.users import public as users
from casino_club.infra.http.errors import FieldError

UNLOCKS: Final = Counter("casino_club_achievements_unlocks_total", "Achievements unlocked", ["code"])
REASON: Final = "achievement"


def key_of(code: str) -> str:
    """The key under which an achievement's reward is given once."""
    return f"achievement:{code}"


async def read_own(session: AsyncSession, *, user_id: int, now: datetime) -> list[Standing]:
    """Every achievement a player can reach or has, in order."""
    definitions = await repository.list_definitions(session)
    unlocks = await repository.unlocks_of(session, user_id=user_id)
    shown = [one for one in definitions if one.active or one.code in unlocks]
    tallies = await _tallies_today(session, user_id=user_id, now=now)
    granted = await rewards.find_grants(session, user_id=user_id, keys=[key_of(one.code) for one in shown])
    return [
        Standing(
            definition=one,
            progress=one.target
            if one.code in unlocks
            else rules.progress_of(one, tallies[rules.scope_now(one, now.date())], EVALUATORS),
            unlocked_at=unlocks.get(one.code),
            claimed=key_of(one.code) in granted,
        )
        for one in shown
    ]


async def _tallies_today(session: AsyncSession, *, user_id: int, now: datetime) -> dict[str, Tally]:
    return await progress.tallies_of(session, user_id=user_id, scopes=[SCOPE_ALL, day_scope(now.date())])


async def read_wall(session: AsyncSession, *, user_id: int) -> Wall:
    """A player's badges, as anybody may see them."""
    definitions = await repository.list_definitions(session)
    unlocks = await repository.unlocks_of(session, user_id=user_id)
    chosen = await repository.find_showcase(session, user_id=user_id)
    return Wall(
        definitions=[one for one in definitions if one.active or one.code in unlocks],
        unlocks=unlocks,
        shown=rules.shown(chosen, unlocks, definitions),
    )


async def read_wall_of_other(session: AsyncSession, *, user_id: int, now: datetime) -> Wall:
    """Another player's badges. Raises `AchievementNotFoundError` for players who are not shown."""
    name = (await users.list_names(session, user_ids=[user_id])).get(user_id)
    if name is None or not name.is_shown(now):
        raise AchievementNotFoundError
    return await read_wall(session, user_id=user_id)


async def claim(session: AsyncSession, *, user_id: int, code: str, now: datetime) -> Grant:
    """Give an unlocked achievement's reward, once; a repetition answers the first result.

    A target that is reached is unlocked here if nobody noted it yet, as for one that was added later. Raises
    `AchievementNotFoundError` and `AchievementLockedError`.
    """
    definition = await repository.find_definition(session, code)
    if definition is None:
        raise AchievementNotFoundError
    if code not in await repository.unlocks_of(session, user_id=user_id):
        await _unlock_reached(session, definition, user_id=user_id, now=now)
    return await rewards.grant(
        session, user_id=user_id, reason=REASON, bundle=definition.bundle, idempotency_key=key_of(code), now=now
    )


async def _unlock_reached(session: AsyncSession, definition: Definition, *, user_id: int, now: datetime) -> None:
    if not definition.active:
        raise AchievementNotFoundError
    scope = rules.scope_now(definition, now.date())
    tally = (await _tallies_today(session, user_id=user_id, now=now))[scope]
    progress_now = rules.progress_of(definition, tally, EVALUATORS)
    if progress_now < definition.target:
        raise AchievementLockedError({"progress": progress_now, "target": definition.target})
    await store_unlocks(session, [Unlock(user_id, definition.code, scope, definition.target, now)], now=now)


async def store_unlocks(session: AsyncSession, unlocks: Sequence[Unlock], *, now: datetime) -> set[tuple[int, str]]:
    """Keep what was reached; answers the (player, code) that are new."""
    new = await repository.unlock(session, unlocks, now=now)
    for _, code in new:
        UNLOCKS.labels(code).inc()
    return new


async def choose(session: AsyncSession, *, user_id: int, codes: Sequence[str], now: datetime) -> Wall:
    """Show these badges on the profile, in this order; only what is unlocked can be shown."""
    unlocks = await repository.unlocks_of(session, user_id=user_id)
    locked = [place for place, code in enumerate(codes) if code not in unlocks]
    if locked:
        raise FieldError([(f"body.codes.{place}", "not_unlocked") for place in locked])
    await repository.choose_showcase(session, user_id=user_id, codes=codes, now=now)
    return await read_wall(session, user_id=user_id)
