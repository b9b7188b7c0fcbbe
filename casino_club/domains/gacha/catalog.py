"""The shipped banners: JSON files beside this module, read once, checked whole, then immutable."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from casino_club.domains.gacha.contracts import COUNTS, PPM, TIERS, Banner
from casino_club.domains.gacha.odds import full_return
from casino_club.domains.gacha.rules import pool
from casino_club.domains.games.contracts import body_hash
from casino_club.domains.games.errors import ConfigInvalidError
from casino_club.kernel.money import AMOUNT_MAX
from casino_club.kernel.rng import WORD_RANGE

BANNERS_DIR: Final = Path(__file__).parent / "banners"
SHIPPED: Final = ("lantern-street", "moonrise", "dragon-night", "glass-garden")
"""Banner ids in the order of the screen."""

HARD_MAX: Final = 200
SR_WITHIN_MAX: Final = 50
ITEMS_MAX: Final = 200
CONVERSION_MAX_COSTS: Final = 100
ID_MAX: Final = 64

Problem = tuple[str, str]

_adapter: TypeAdapter[Banner] = TypeAdapter(Banner)


def parse_banner(data: str | bytes) -> Banner:
    """A banner from its JSON text. Raises `ConfigInvalidError` with every problem found."""
    try:
        banner = _adapter.validate_json(data, strict=True)
    except ValidationError as error:
        raise ConfigInvalidError.of_shape(error) from error
    if problems := _problems(banner):
        raise ConfigInvalidError(problems)
    return banner


def as_data(banner: Banner) -> dict[str, Any]:
    """The banner as plain JSON data; `parse_banner` of it gives the same law."""
    return _adapter.dump_python(banner, mode="json")


@cache
def config_hash(banner: Banner) -> str:
    """SHA-256, hex, of the banner's canonical JSON: keys sorted, no spaces, UTF-8 kept as it is.

    Rounds store it, so a later edit of a banner can never change what an old round means.
    """
    return body_hash(as_data(banner))


@cache
def shipped_banners() -> Mapping[str, Banner]:
    """Every shipped banner by id, in the order of `SHIPPED`."""
    return MappingProxyType({name: parse_banner((BANNERS_DIR / f"{name}.json").read_bytes()) for name in SHIPPED})


def _problems(banner: Banner) -> list[Problem]:
    found = [*_rate_problems(banner), *_item_problems(banner), *_money_problems(banner), *_rate_up_problems(banner)]
    if not found and full_return(banner) >= 1:
        found.append(("conversion", "copies would return the whole cost or more"))
    return found


def _rate_problems(banner: Banner) -> Iterator[Problem]:
    rates, pity = banner.rates, banner.pity
    for tier in TIERS:
        if not 0 <= rates.of(tier) <= PPM:
            yield f"rates.{tier}", "0 to 1 000 000 parts per million"
    if sum(rates.of(tier) for tier in TIERS) != PPM:
        yield "rates", "the four rates add up to 1 000 000"
    if not 1 <= pity.hard <= HARD_MAX:
        yield "pity.hard", f"1 to {HARD_MAX}"
    if not 1 <= pity.soft_from <= pity.hard:
        yield "pity.soft_from", "from the first pull to the hard one"
    if not 0 <= pity.soft_step_ppm <= PPM:
        yield "pity.soft_step_ppm", "0 to 1 000 000 parts per million"
    if not 1 <= pity.sr_within <= SR_WITHIN_MAX:
        yield "pity.sr_within", f"1 to {SR_WITHIN_MAX}"
    if not 1 <= len(pity.group) <= ID_MAX:
        yield "pity.group", f"1 to {ID_MAX} characters"


def _item_problems(banner: Banner) -> Iterator[Problem]:
    ids = [item.id for item in banner.items]
    if len(set(ids)) != len(ids):
        yield "items", "each id once"
    if not all(1 <= len(item_id) <= ID_MAX for item_id in ids):
        yield "items", f"ids have 1 to {ID_MAX} characters"
    if len(ids) > ITEMS_MAX:
        yield "items", f"at most {ITEMS_MAX}"
    if not all(1 <= item.weight < WORD_RANGE // ITEMS_MAX for item in banner.items):
        yield "items", f"weights from 1 to {WORD_RANGE // ITEMS_MAX - 1}"
    for tier in TIERS:
        if not any(item.tier == tier for item in banner.items):
            yield "items", f"no {tier}"


def _money_problems(banner: Banner) -> Iterator[Problem]:
    if not 0 < banner.cost <= AMOUNT_MAX // max(COUNTS) // CONVERSION_MAX_COSTS:
        yield "cost", "positive, and ten of them an amount"
    for tier in TIERS:
        if not 0 <= banner.conversion.of(tier) <= banner.cost * CONVERSION_MAX_COSTS:
            yield f"conversion.{tier}", f"0 to {CONVERSION_MAX_COSTS} times the cost"


def _rate_up_problems(banner: Banner) -> Iterator[Problem]:
    rate_up = banner.rate_up
    if rate_up is None:
        return
    if not rate_up.featured or len(set(rate_up.featured)) != len(rate_up.featured):
        yield "rate_up.featured", "at least one item, each once"
    if not set(rate_up.featured) <= {item.id for item in banner.items if item.tier == "SSR"}:
        yield "rate_up.featured", "SSRs of this banner only"
    if not 0 < rate_up.share_ppm <= PPM:
        yield "rate_up.share_ppm", "1 to 1 000 000 parts per million"
    if rate_up.share_ppm < PPM and not pool(banner, "SSR", featured=False):
        yield "rate_up.share_ppm", "the other share has no SSR"
