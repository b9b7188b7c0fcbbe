"""The pass over HTTP."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casino_club.domains.battlepass.contracts import PassView, RewardState, Season, SeasonDraft, Track
from casino_club.domains.battlepass.service import Bought, Claimed
from casino_club.domains.rewards.contracts import Bundle, Grant
from casino_club.domains.rewards.schemas import BundleIn, BundleOut, RewardItemOut, reward_items
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

SeasonState = Literal["planned", "running", "ended", "settled"]
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]


class TitleOut(Out):
    en: str
    ko: str


class PassSeasonOut(Out):
    """A season's terms. Points are experience gained in the season and 100 for each mission claimed."""

    season_id: int
    code: str
    title: TitleOut
    starts_at: UtcTime
    ends_at: UtcTime
    level_count: int
    points_per_level: int
    premium_price_gem: Amount

    @classmethod
    def of(cls, season: Season) -> "PassSeasonOut":
        """A season in the words of the API."""
        return cls(
            season_id=season.id,
            code=season.code,
            title=TitleOut(en=season.title["en"], ko=season.title["ko"]),
            starts_at=season.starts_at,
            ends_at=season.ends_at,
            level_count=season.level_count,
            points_per_level=season.points_per_level,
            premium_price_gem=season.premium_gem,
        )


class TrackRewardOut(Out):
    """What one level of one track gives, and whether the caller has it."""

    bundle: BundleOut
    state: RewardState


class PassLevelOut(Out):
    """A level; a track that gives nothing there is null."""

    level: int
    points: Amount = Field(description="points of the season that reach it")
    free: TrackRewardOut | None
    paid: TrackRewardOut | None


class PassOut(Out):
    season: PassSeasonOut
    level: int
    points: Amount
    points_to_next: Amount | None = Field(description="null on the highest level")
    premium_owned: bool
    claimable: int = Field(description="rewards that wait to be taken")
    levels: list[PassLevelOut]

    @classmethod
    def of(cls, view: PassView) -> "PassOut":
        """A season as one player has it."""
        shown: dict[tuple[int, Track], TrackRewardOut] = {
            (reward.level, reward.track): TrackRewardOut(bundle=BundleOut.of(reward.bundle), state=reward.state)
            for reward in view.rewards
        }
        return cls(
            season=PassSeasonOut.of(view.season),
            level=view.level,
            points=view.points,
            points_to_next=view.points_to_next,
            premium_owned=view.premium_owned,
            claimable=view.claimable,
            levels=[
                PassLevelOut(
                    level=level,
                    points=level * view.season.points_per_level,
                    free=shown.get((level, "free")),
                    paid=shown.get((level, "paid")),
                )
                for level in range(1, view.season.level_count + 1)
            ],
        )


class ClaimIn(In):
    """One level of both tracks; left out, everything that waits."""

    level: Annotated[int | None, Field(ge=1, le=1000)] = None


class ClaimedRewardOut(Out):
    level: int
    track: Track
    applied: bool = Field(description="false when it was given before")


class ClaimOut(Out):
    applied: bool
    idempotent: bool = Field(description="true when nothing was given now")
    claimed: list[ClaimedRewardOut]
    reward_items: list[RewardItemOut] = Field(description="of all that is answered, added up")
    new_balances: dict[str, Amount]
    level: int
    claimable: int = Field(description="rewards that still wait")

    @classmethod
    def of(cls, claimed: Claimed) -> "ClaimOut":
        """A claim's answer."""
        grants = [grant for _, grant in claimed.rewards]
        return cls(
            applied=claimed.applied,
            idempotent=not claimed.applied,
            claimed=[
                ClaimedRewardOut(level=reward.level, track=reward.track, applied=grant.applied)
                for reward, grant in claimed.rewards
            ],
            reward_items=_added_up(grants),
            new_balances={name: amount for grant in grants for name, amount in grant.new_balances.items()},
            level=claimed.view.level,
            claimable=claimed.view.claimable,
        )


def _added_up(grants: Iterable[Grant]) -> list[RewardItemOut]:
    """The lines of several grants, one a kind, with the balance after the last."""
    found: dict[str, RewardItemOut] = {}
    for grant in grants:
        for line in reward_items(grant):
            before = found.get(line.reward_type)
            amount = line.amount + (before.amount if before else 0)
            found[line.reward_type] = line.model_copy(update={"amount": amount})
    return list(found.values())


class BuyIn(In):
    """`season_id`: the season the player looked at; another one is refused."""

    season_id: Annotated[int | None, Field(ge=1, le=AMOUNT_MAX)] = None


class BoughtOut(Out):
    premium_owned: bool
    price_gem: Amount
    new_balances: dict[str, Amount]
    claimable: int = Field(description="rewards that wait now")

    @classmethod
    def of(cls, bought: Bought) -> "BoughtOut":
        """A purchase's answer."""
        return cls(
            premium_owned=True,
            price_gem=bought.price_gem,
            new_balances={"gem": bought.gem_balance},
            claimable=bought.view.claimable,
        )


class TitleIn(In):
    en: Text
    ko: Text


class LevelIn(In):
    """What a level gives on each track; one of the two at least."""

    free: BundleIn | None = None
    paid: BundleIn | None = None


class SeasonIn(In):
    """A season from `starts_on` to before `ends_on` (UTC days), with its levels from 1 on."""

    code: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$")]
    title: TitleIn
    starts_on: Annotated[date, Field(strict=False)]
    ends_on: Annotated[date, Field(strict=False)]
    points_per_level: Annotated[int, Field(ge=1, le=1_000_000)]
    premium_gem: Annotated[int, Field(ge=1, le=1_000_000)]
    levels: Annotated[list[LevelIn], Field(min_length=1, max_length=100)]
    reason: Reason

    def draft(self) -> SeasonDraft:
        """The domain's own shape."""
        return SeasonDraft(
            code=self.code,
            title=self.title.model_dump(),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            points_per_level=self.points_per_level,
            premium_gem=self.premium_gem,
            tracks={
                "free": tuple(_bundle(level.free) for level in self.levels),
                "paid": tuple(_bundle(level.paid) for level in self.levels),
            },
        )


def _bundle(body: BundleIn | None) -> Bundle:
    return Bundle() if body is None else body.bundle()


class SeasonLevelOut(Out):
    level: int
    free: BundleOut | None
    paid: BundleOut | None


class AdminSeasonOut(Out):
    """A season as operators see it."""

    season: PassSeasonOut
    starts_on: date
    ends_on: date
    state: SeasonState
    owners: int = Field(description="how many took the paid track")
    levels: list[SeasonLevelOut]

    @classmethod
    def of(cls, season: Season, *, owners: int, today: date) -> "AdminSeasonOut":
        """A season with its whole tracks."""
        return cls(
            season=PassSeasonOut.of(season),
            starts_on=season.starts_on,
            ends_on=season.ends_on,
            state=_state(season, today),
            owners=owners,
            levels=[
                SeasonLevelOut(level=level, free=_shown(season, "free", level), paid=_shown(season, "paid", level))
                for level in range(1, season.level_count + 1)
            ],
        )


def _state(season: Season, today: date) -> SeasonState:
    if season.settled_at is not None:
        return "settled"
    if season.ends_on <= today:
        return "ended"
    return "planned" if season.starts_on > today else "running"


def _shown(season: Season, track: Track, level: int) -> BundleOut | None:
    bundle = season.bundle(track, level)
    return None if bundle.is_empty else BundleOut.of(bundle)
