"""The daily report: the return every version achieved against the return it publishes, with an alert outside four
standard errors. Running it again for a day replaces that day's lines."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import structlog
from prometheus_client import Gauge
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import config_repository as repository
from casino_club.domains.games.book import Games
from casino_club.domains.games.config_rules import Achieved, ConfigRow, PlayedSums, achieved
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

RTP_Z = Gauge(
    "casino_club_rtp_z",
    "Standard errors between a day's payouts and the published return",
    ["game", "variant", "version", "currency"],
    multiprocess_mode="mostrecent",
)
RTP_ALERTS = Gauge(
    "casino_club_rtp_alerts", "Versions outside four standard errors on the last day", multiprocess_mode="mostrecent"
)


async def run(database: Database, games: Games, clock: Clock) -> int:
    """Report on yesterday, in UTC; answers how many alerts it raised."""
    return await report_day(database, games, (clock.now() - timedelta(days=1)).date())


async def report_day(database: Database, games: Games, day: date) -> int:
    """Report on one UTC day; answers how many alerts it raised."""
    first = datetime.combine(day, time(), UTC)
    async with database.read() as session:
        sums = await repository.played_on(session, day, first, first + timedelta(days=1))
        configs = await repository.configs_by_id(session, [one.config_id for one in sums])
    found: list[tuple[ConfigRow, PlayedSums, Achieved]] = []
    for played in sums:
        config = configs[played.config_id]
        rtp, sheet = await _promise(games, config)
        found.append((config, played, achieved(played, rtp, sheet)))

    async def store(session: AsyncSession) -> None:
        for config, played, result in found:
            await repository.store_report(session, config, played, result)

    await database.run(store)
    for config, played, result in found:
        _export(config, played, result)
    alerts = sum(result.alert for _, _, result in found)
    RTP_ALERTS.set(alerts)
    return alerts


async def _promise(games: Games, config: ConfigRow) -> tuple[float, dict[str, Any]]:
    """Published return and odds sheet: those kept at validation, or computed for a table that came with the product."""
    if config.facts is not None:
        return config.facts["rtp"], config.facts["sheet"]
    game = games.get(config.game)
    facts = await asyncio.to_thread(lambda: game.facts(game.parse(config.body)))
    return facts.rtp, facts.sheet


def _export(config: ConfigRow, played: PlayedSums, result: Achieved) -> None:
    RTP_Z.labels(config.game, config.variant, str(config.version), played.currency).set(result.z)
    if result.alert:
        log.error(
            "rtp_outside_bounds",
            game=config.game,
            variant=config.variant,
            version=config.version,
            day=played.day.isoformat(),
            rounds=played.rounds,
            rtp_published=result.rtp_published,
            rtp_observed=result.rtp_observed,
            z=round(result.z, 2),
        )
