"""Use cases of the pass: look, claim, take the paid track. The caller's transaction is the only one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass import metrics, repository, rules
from casino_club.domains.battlepass.contracts import PROGRESS, REASON, PassView, Reward, Season, grant_key
from casino_club.domains.battlepass.errors import (
    LevelLockedError,
    NoSeasonError,
    PremiumOwnedError,
    SeasonChangedError,
    UnknownLevelError,
)
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally, Told
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Grant
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim answers: the rewards and their grants (given now, or before), and the pass after it."""

    rewards: Sequence[tuple[Reward, Grant]]
    view: PassView

    @property
    def applied(self) -> bool:
        """True when something was given now."""
        return any(grant.applied for _, grant in self.rewards)


@dataclass(frozen=True, slots=True)
class Bought:
    """The paid track taken: what it cost, what is left, and the pass after it."""

    price_gem: int
    gem_balance: int
    view: PassView


async def get_current(session: AsyncSession, *, now: datetime) -> Season:
    """The season that runs. Raises `NoSeasonError`."""
    season = await repository.find_season_on(session, now.date())
    if season is None:
        raise NoSeasonError
    return season


async def view_of(session: AsyncSession, season: Season, *, user_id: int) -> PassView:
    """A season as this player has it."""
    tallies = await progress.tallies_of(session, user_id=user_id, scopes=[season.scope])
    premium = await repository.is_owner(session, season.id, user_id)
    given = await rewards.find_grants(session, user_id=user_id, keys=rules.keys_of(season))
    return _view(season, tallies[season.scope], premium=premium, given=given.keys())


def _view(season: Season, tally: Tally, *, premium: bool, given: Iterable[str]) -> PassView:
    points = rules.points_of(tally, season)
    level = rules.level_of(points, season)
    return PassView(
        season=season,
        points=points,
        level=level,
        points_to_next=rules.points_to_next(points, season),
        premium_owned=premium,
        rewards=tuple(rules.rewards_of(season, reached=level, premium=premium, given=frozenset(given))),
    )


async def claim(session: AsyncSession, *, user_id: int, level: int | None, now: datetime) -> Claimed:
    """Take one level of both tracks, or everything that waits; what was taken before is answered, not given again.

    Raises `NoSeasonError`, `UnknownLevelError`, and `LevelLockedError` for a level not reached.
    """
    await wallet.lock_player(session, user_id=user_id)
    season = await get_current(session, now=now)
    view = await view_of(session, season, user_id=user_id)
    if level is not None and level > season.level_count:
        raise UnknownLevelError
    if level is not None and level > view.level:
        raise LevelLockedError({"level": view.level})
    wanted = [
        reward
        for reward in view.rewards
        if (reward.state == "claimable" if level is None else reward.level == level and reward.state != "locked")
    ]
    given = await give(session, season, wanted, user_id=user_id, how="claimed", now=now)
    return Claimed(given, await view_of(session, season, user_id=user_id))


async def give(
    session: AsyncSession, season: Season, wanted: Iterable[Reward], *, user_id: int, how: str, now: datetime
) -> list[tuple[Reward, Grant]]:
    """Grant rewards of a season, each once a player whoever asks."""
    given: list[tuple[Reward, Grant]] = []
    for reward in wanted:
        grant = await rewards.grant(
            session,
            user_id=user_id,
            reason=REASON,
            bundle=reward.bundle,
            idempotency_key=grant_key(season.id, reward.track, reward.level),
            now=now,
        )
        if grant.applied:
            metrics.REWARDS.labels(reward.track, how).inc()
        given.append((reward, grant))
    return given


async def buy_premium(session: AsyncSession, *, user_id: int, season_id: int | None, now: datetime) -> Bought:
    """Take the paid track for gems. The caller holds the player's lock.

    `season_id` is the season the player looked at. Raises `NoSeasonError`, `SeasonChangedError`, `PremiumOwnedError`
    and `InsufficientFundsError`.
    """
    season = await get_current(session, now=now)
    if season_id is not None and season_id != season.id:
        raise SeasonChangedError
    if await repository.is_owner(session, season.id, user_id):
        raise PremiumOwnedError
    moved = await wallet.transfer(
        session,
        TransferCommand(
            source=Player(user_id),
            target="shop",
            currency="gem",
            amount=season.premium_gem,
            kind="shop_spend",
            idempotency_key=f"pass-premium:{season.id}:{user_id}",
        ),
    )
    await repository.add_owner(session, season.id, user_id, price_gem=season.premium_gem, ref=moved.ref, now=now)
    view = await view_of(session, season, user_id=user_id)
    facts = {"season": season.id, "level": view.level, "points": view.points, "claimable": view.claimable}
    await progress.tell(session, told=[Told(user_id, PROGRESS, facts)])
    metrics.PREMIUM.inc()
    return Bought(season.premium_gem, moved.balances[user_id], view)
