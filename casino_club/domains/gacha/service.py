"""Use cases of the capsules: pull, the banners as one player sees them, history, inventory."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.gacha import repository
from casino_club.domains.gacha.contracts import TIERS, Banner, Counters, Item
from casino_club.domains.gacha.errors import UnknownBannerError
from casino_club.domains.gacha.events import COLLECTED
from casino_club.domains.gacha.game import CODE, drawn, pity_view, shown
from casino_club.domains.gacha.repository import OwnedItem
from casino_club.domains.gacha.rules import play
from casino_club.domains.games import public as games_public
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, LiveTable, Round
from casino_club.domains.games.errors import UnknownVariantError
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw


def live_banner(games: Games, banner_id: str) -> LiveTable:
    """A banner as it plays now. Raises `UnknownBannerError`."""
    try:
        return games.live(CODE, banner_id)
    except UnknownVariantError as error:
        raise UnknownBannerError from error


async def pull(session: AsyncSession, live: LiveTable, *, user_id: int, count: int, seed: ActiveSeed) -> dict[str, Any]:
    """Pull `count` capsules as one bet: money, pity and inventory move together or not at all.

    The caller holds the player's lock and has `seed` from it, so the counters read here are the newest.
    """
    banner: Banner = live.table
    counters = await repository.counters_of(session, user_id, banner.pity.group)
    owned = await repository.owned_of(session, user_id, [item.id for item in banner.items])
    outcome = play(banner, count, counters, owned, Draw(seed.server_seed, seed.client_seed, seed.nonce))
    bet = Bet(user_id, CODE, live.config, banner.cost * count, drawn=drawn(banner, outcome), currency=banner.currency)
    settled = await games_public.apply(session, bet, seed=seed)
    if settled.round_id is None:
        raise InvariantError("a bet played at once has no round")
    await repository.keep_counters(session, user_id, banner.pity.group, outcome.after)
    copies = Counter(one.item.id for one in outcome.pulls)
    await repository.add_items(session, user_id, copies, config_id=live.config.config_id, round_id=settled.round_id)
    told = {"round_id": str(settled.round_id), "items": sorted(copies)}
    publish(session, type_=COLLECTED, user_id=user_id, data=told)
    return games_public.bet_answer(bet, settled) | shown(banner, outcome)


async def banners(session: AsyncSession, games: Games, *, user_id: int) -> list[dict[str, Any]]:
    """Every banner with its odds, its rules and where the player stands."""
    counters = await repository.list_counters(session, user_id)
    owned = {row.item_id for row in await repository.list_inventory(session, user_id)}
    return [_banner_view(live, counters, owned) for live in games.all_live(CODE)]


def _banner_view(live: LiveTable, counters: dict[str, Counters], owned: set[str]) -> dict[str, Any]:
    banner: Banner = live.table
    sheet = live.facts.sheet
    return {
        "banner_id": banner.id,
        "name": {"en": banner.name.en, "ko": banner.name.ko},
        "tagline": {"en": banner.tagline.en, "ko": banner.tagline.ko},
        "currency": banner.currency,
        "costs": [{"count": count, "cost": banner.cost * count} for count in (1, 10)],
        "tiers": sheet["tiers"],
        "items": [row | {"owned": row["item_id"] in owned} for row in sheet["rows"]],
        "rules": sheet["pity"],
        "rate_up": sheet["rate_up"],
        "mean_pulls_ssr": sheet["mean_pulls_ssr"],
        "ssr_within": sheet["ssr_within"],
        "rtp": sheet["rtp"],
        "pity": pity_view(banner, counters.get(banner.pity.group, Counters())),
        "config_version": live.config.version,
        "config_hash": live.config.hash,
    }


@dataclass(frozen=True, slots=True)
class PastPull:
    """A bet of the history, as its banner of that time shows it."""

    played: Round
    banner_name: dict[str, str]
    config_version: int
    outcome: dict[str, Any]


async def history(
    session: AsyncSession, games: Games, *, user_id: int, before: UUID | None, limit: int
) -> list[PastPull]:
    """The player's bets on banners, newest first."""
    rounds = await games_public.list_rounds(session, user_id=user_id, limit=limit, before=before, game=CODE)
    past: list[PastPull] = []
    for played in rounds:
        config = await games_public.get_config(session, config_id=played.config_id)
        banner: Banner = games.table_of(config)
        name = {"en": banner.name.en, "ko": banner.name.ko}
        past.append(PastPull(played, name, config.version, games.get(CODE).present(banner, played)))
    return past


async def inventory(session: AsyncSession, games: Games, *, user_id: int) -> dict[str, Any]:
    """What the player owns, and how much of all that can be pulled now."""
    live = [one.table for one in games.all_live(CODE)]
    known: dict[str, Item] = {item.id: item for banner in live for item in banner.items}
    rows = await repository.list_inventory(session, user_id)
    items = [_owned_view(row, known.get(row.item_id) or await _first_item(session, games, row)) for row in rows]
    owned = {row.item_id for row in rows}
    return {
        "items": items,
        "collection": [
            {
                "tier": tier,
                "owned": sum(item.tier == tier and item.id in owned for item in known.values()),
                "total": sum(item.tier == tier for item in known.values()),
            }
            for tier in reversed(TIERS)
        ],
    }


async def _first_item(session: AsyncSession, games: Games, row: OwnedItem) -> Item:
    """An item no banner holds any more, from the version it came from."""
    banner: Banner = games.table_of(await games_public.get_config(session, config_id=row.config_id))
    found = next((item for item in banner.items if item.id == row.item_id), None)
    if found is None:
        raise InvariantError(f"an inventory holds {row.item_id}, which its banner never gave")
    return found


def _owned_view(row: OwnedItem, item: Item) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "name": {"en": item.name.en, "ko": item.name.ko},
        "tier": item.tier,
        "copies": row.copies,
        "first_round_id": row.first_round,
        "first_at": row.first_at,
    }
