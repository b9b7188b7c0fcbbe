"""What operators do with the stage; every write stands in the audit log, in its own transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.stage import repository
from casino_club.domains.stage.contracts import Episode, EpisodeDraft, GiftLimits
from casino_club.domains.stage.errors import EpisodeNotFoundError, EpisodeNumberTakenError
from casino_club.domains.stage.rules import shipped_episodes
from casino_club.kernel.clock import iso_z


async def create_episode(session: AsyncSession, *, draft: EpisodeDraft, deed: Deed, now: datetime) -> Episode:
    """Keep a new episode. Raises `EpisodeNumberTakenError`."""
    episode_id = await repository.insert_episode(session, draft, created_by=deed.actor_id, now=now)
    if episode_id is None:
        raise EpisodeNumberTakenError
    episode = await _get(session, episode_id)
    await auth.record_deed(
        session, deed, action="stage.episode.create", target=f"episode:{episode.id}", facts=_facts(episode)
    )
    return episode


async def edit_episode(
    session: AsyncSession, *, episode_id: UUID, draft: EpisodeDraft, deed: Deed, now: datetime
) -> Episode:
    """Write an episode anew. Raises `EpisodeNotFoundError`, `EpisodeNumberTakenError`."""
    before = await repository.find_episode(session, episode_id, lock=True)
    if before is None:
        raise EpisodeNotFoundError
    same = await repository.find_number(session, draft.number)
    if same is not None and same.id != episode_id:
        raise EpisodeNumberTakenError
    await repository.update_episode(session, episode_id, draft, now)
    after = await _get(session, episode_id)
    facts: dict[str, object] = {"before": _facts(before), "after": _facts(after)}
    await auth.record_deed(session, deed, action="stage.episode.edit", target=f"episode:{episode_id}", facts=facts)
    return after


async def withdraw_episode(session: AsyncSession, *, episode_id: UUID, deed: Deed, now: datetime) -> Episode:
    """Take an episode off the stage; twice changes nothing. Its gifts stay. Raises `EpisodeNotFoundError`."""
    episode = await _get(session, episode_id)
    if await repository.withdraw_episode(session, episode_id, now):
        await auth.record_deed(
            session, deed, action="stage.episode.withdraw", target=f"episode:{episode_id}", facts=_facts(episode)
        )
    return await _get(session, episode_id)


async def seed_episodes(session: AsyncSession, *, deed: Deed, now: datetime) -> list[Episode]:
    """The shipped episodes around today, those whose numbers are free; answers the new ones."""
    made: list[Episode] = []
    for draft in shipped_episodes(now):
        episode_id = await repository.insert_episode(session, draft, created_by=deed.actor_id, now=now)
        if episode_id is not None:
            made.append(await _get(session, episode_id))
    if made:
        facts: dict[str, object] = {"numbers": [episode.number for episode in made]}
        await auth.record_deed(session, deed, action="stage.episode.seed", target="stage", facts=facts)
    return made


async def set_limits(session: AsyncSession, *, gift_max: int, day_max: int, deed: Deed, now: datetime) -> GiftLimits:
    """Let other gift limits hold from now on."""
    before = await repository.get_limits(session)
    await repository.set_limits(session, gift_max=gift_max, day_max=day_max, created_by=deed.actor_id, now=now)
    after = await repository.get_limits(session)
    facts: dict[str, object] = {
        "before": {"gift_max": before.gift_max, "day_max": before.day_max},
        "after": {"gift_max": gift_max, "day_max": day_max},
    }
    await auth.record_deed(
        session, deed, action="stage.limits", target=f"stage_gift_limits:{after.version}", facts=facts
    )
    return after


async def _get(session: AsyncSession, episode_id: UUID) -> Episode:
    episode = await repository.find_episode(session, episode_id)
    if episode is None:
        raise EpisodeNotFoundError
    return episode


def _facts(episode: Episode) -> dict[str, object]:
    return {
        "number": episode.number,
        "title": episode.title,
        "art": episode.art,
        "starts_at": iso_z(episode.starts_at),
        "ends_at": iso_z(episode.ends_at),
    }
