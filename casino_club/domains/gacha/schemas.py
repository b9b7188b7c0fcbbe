"""Bodies of the capsules' routes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from casino_club.domains.gacha.contracts import Tier
from casino_club.domains.gacha.game import PullCount
from casino_club.domains.games.schemas import BetOut
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import Currency


class PullIn(In):
    """One capsule or ten, as one bet."""

    banner_id: Annotated[str, Field(min_length=1, max_length=64)]
    count: PullCount


class TextOut(Out):
    en: str
    ko: str


class ConversionOut(Out):
    """What a copy of an owned item turned into."""

    currency: Currency
    amount: Amount


class CapsuleOut(Out):
    """One capsule. `converted_to` is null for an item that is new."""

    item_id: str
    name: TextOut
    tier: Tier
    is_new: bool
    is_rate_up: bool
    converted_to: ConversionOut | None


class TierPpmOut(Out):
    """Parts per million by tier; they add up to 1 000 000."""

    N: int
    R: int
    SR: int
    SSR: int


class PityOut(Out):
    """Where the player stands in the banner's pity group.

    `ssr_due_in` and `sr_due_in` count pulls, the next one included, until the guarantee holds at the latest.
    """

    since_ssr: int
    since_sr: int
    featured_next: bool
    ssr_due_in: int
    sr_due_in: int
    next_ppm: TierPpmOut


class PullOut(BetOut):
    """A settled bet: `win_amount` is what the copies in it were converted to, in `currency`."""

    banner_id: str
    count: int
    cost: Amount
    currency: Currency
    items: list[CapsuleOut]
    pity: PityOut


class CostOut(Out):
    count: int
    cost: Amount


class TierOddsOut(Out):
    """`base` is the first pull's chance, `effective` the share in the long run, guarantees included."""

    tier: Tier
    base: float
    effective: float
    converts_to: Amount


class ItemOddsOut(Out):
    """One item's chance at the base rates and its share in the long run; `pays` is what a copy turns into."""

    item_id: str
    name: TextOut
    tier: Tier
    is_rate_up: bool
    probability: float
    effective: float
    pays: Amount
    owned: bool


class PityRulesOut(Out):
    group: str
    sr_within: int
    soft_from: int
    soft_step_ppm: int
    hard: int


class RateUpOut(Out):
    """`featured_share` of the SSRs are featured in the long run: 1 / (2 - share)."""

    featured: list[str]
    share_ppm: int
    featured_share: float
    mean_pulls_featured: float


class ChanceOut(Out):
    pulls: int
    probability: float


class BannerOut(Out):
    """A banner with exact odds. `rtp` is what copies return in the long run to an owner of all its items: its most."""

    banner_id: str
    name: TextOut
    tagline: TextOut
    currency: Currency
    costs: list[CostOut]
    tiers: list[TierOddsOut]
    items: list[ItemOddsOut]
    rules: PityRulesOut
    rate_up: RateUpOut | None
    mean_pulls_ssr: float
    ssr_within: list[ChanceOut]
    rtp: float
    pity: PityOut
    config_version: int
    config_hash: str


class BannersOut(Out):
    items: list[BannerOut]


class PastPullOut(Out):
    """One bet of the history; `pity` as it stood after it."""

    round_id: UUID
    banner_id: str
    banner_name: TextOut
    count: int
    cost: Amount
    currency: Currency
    converted: Amount
    items: list[CapsuleOut]
    pity: PityOut
    config_version: int
    created_at: UtcTime


class OwnedItemOut(Out):
    item_id: str
    name: TextOut
    tier: Tier
    copies: int
    first_round_id: UUID
    first_at: UtcTime


class CollectionOut(Out):
    tier: Tier
    owned: int
    total: int


class InventoryOut(Out):
    """Own items, the newest find first, and the collection by tier over all banners of today."""

    items: list[OwnedItemOut]
    collection: list[CollectionOut]
