"""Lantern Capsules as the shared parts of the games see them. Implements `games.contracts.Game`."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from casino_club.domains.gacha.catalog import (
    HARD_MAX,
    ID_MAX,
    ITEMS_MAX,
    as_data,
    parse_banner,
    shipped_banners,
)
from casino_club.domains.gacha.contracts import COUNTS, Banner, Counters, GachaOutcome
from casino_club.domains.gacha.odds import sheet
from casino_club.domains.gacha.rules import counters_data, play, restore, stored, tier_row
from casino_club.domains.games.contracts import ConfigFacts, Drawn, Limits, Round, ShippedConfig
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw

CODE: Final = "gacha"


def _integer(value: Any) -> Any:
    # To a literal type True is 1 and 10.0 is 10.
    if type(value) is not int:
        raise PydanticCustomError("int_type", "an integer")
    return value


PullCount = Annotated[Literal[1, 10], BeforeValidator(_integer)]
Count = Annotated[int, Field(ge=0, lt=HARD_MAX)]


class CountersIn(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    since_ssr: Count
    since_sr: Count
    featured_next: bool


class Params(BaseModel):
    """What a bet depends on besides seeds and banner: how many pulls, and what the player brought."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    banner_id: str
    count: PullCount
    pity: CountersIn
    owned: Annotated[list[Annotated[str, Field(max_length=ID_MAX)]], Field(max_length=ITEMS_MAX)]


class GachaGame:
    """The law of every banner, without state."""

    code = CODE
    rtp_bounds = (0.0, 0.95)

    def shipped(self) -> Sequence[ShippedConfig]:
        return [ShippedConfig.of(CODE, banner.id, as_data(banner)) for banner in shipped_banners().values()]

    def parse(self, body: dict[str, Any]) -> Banner:
        return parse_banner(orjson.dumps(body))

    def facts(self, table: Banner) -> ConfigFacts:
        """`rtp` is the most the banner returns: to a player who owns all of it. A new collection returns less."""
        odds = sheet(table)
        limits = Limits(table.cost, table.cost * max(COUNTS), table.cost)
        return ConfigFacts(odds["rtp"], limits, {**odds, "name": as_data(table)["name"]})

    def present(self, table: Banner, played: Round) -> dict[str, Any]:
        return shown(table, restore(table, played.outcome))

    def proof_params(self, table: Banner, played: Round) -> dict[str, Any]:
        facts = played.outcome
        return {
            "banner_id": table.id,
            "count": len(facts["items"]),
            "pity": facts["before"],
            "owned": facts["owned"],
        }

    def recompute(self, table: Banner, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = Params.model_validate(params)
        except ValidationError as error:
            problems = [(".".join(("body.params", *map(str, one["loc"])))[:64], one["type"]) for one in error.errors()]
            raise FieldError(problems) from error
        if asked.banner_id != table.id:
            raise FieldError([("body.params.banner_id", "another_banner")])
        if not set(asked.owned) <= {item.id for item in table.items}:
            raise FieldError([("body.params.owned", "unknown_item")])
        outcome = play(table, asked.count, Counters(**asked.pity.model_dump()), asked.owned, draw)
        return {"win_amount": outcome.payout, **shown(table, outcome)}


def drawn(banner: Banner, outcome: GachaOutcome) -> Drawn:
    """The outcome as the shared parts settle it."""
    stake = banner.cost * len(outcome.pulls)
    return Drawn(outcome.payout, outcome.payout * 100 // stake, orjson.dumps(stored(banner, outcome)).decode(), outcome)


def shown(banner: Banner, outcome: GachaOutcome) -> dict[str, Any]:
    """What the player sees: the capsules in order, and the counters after them."""
    return {
        "banner_id": banner.id,
        "count": len(outcome.pulls),
        "cost": banner.cost * len(outcome.pulls),
        "currency": banner.currency,
        "items": [
            {
                "item_id": pull.item.id,
                "name": {"en": pull.item.name.en, "ko": pull.item.name.ko},
                "tier": pull.item.tier,
                "is_new": pull.is_new,
                "is_rate_up": pull.is_featured,
                "converted_to": None if pull.is_new else {"currency": banner.currency, "amount": pull.converted},
            }
            for pull in outcome.pulls
        ],
        "pity": pity_view(banner, outcome.after),
    }


def pity_view(banner: Banner, counters: Counters) -> dict[str, Any]:
    """Counters as the player sees them on this banner: how far the guarantees are, and the odds of the next pull."""
    pity = banner.pity
    n, r, sr, ssr = tier_row(banner, counters.since_ssr, counters.since_sr)
    return {
        **counters_data(counters),
        "ssr_due_in": max(1, pity.hard - counters.since_ssr),
        "sr_due_in": max(1, pity.sr_within - counters.since_sr),
        "next_ppm": {"N": n, "R": r, "SR": sr, "SSR": ssr},
    }
