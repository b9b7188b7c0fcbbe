"""The worker process: the outbox relay with its consumers, and the scheduled jobs. Run as many as you like."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import public as achievements
from casino_club.domains.achievements import tasks as achievement_tasks
from casino_club.domains.audit import public as audit
from casino_club.domains.auth import public as auth
from casino_club.domains.battlepass import tasks as battlepass
from casino_club.domains.blackjack import tasks as blackjack
from casino_club.domains.campaigns import public as campaigns
from casino_club.domains.events import tasks as live_events
from casino_club.domains.fraud import public as fraud
from casino_club.domains.games import public as games
from casino_club.domains.games import rtp_report
from casino_club.domains.games.book import Games
from casino_club.domains.games.lane import BetLane
from casino_club.domains.games.ledger import LaneLedger
from casino_club.domains.games.plugin import LeaderContext
from casino_club.domains.leaderboards import consumers as leaderboards
from casino_club.domains.leaderboards import tasks as leaderboard_tasks
from casino_club.domains.missions import public as missions
from casino_club.domains.missions import tasks as mission_tasks
from casino_club.domains.notifications import consumers as notifications
from casino_club.domains.notifications import tasks as notification_tasks
from casino_club.domains.partners import tasks as partner_tasks
from casino_club.domains.payments import public as payments
from casino_club.domains.progress import consumers as progress
from casino_club.domains.progress import tasks as progress_tasks
from casino_club.domains.realtime import consumers as realtime
from casino_club.domains.responsible import consumers as responsible
from casino_club.domains.rewards import consumers as rewards
from casino_club.domains.sandbox import tasks as sandbox
from casino_club.domains.shop import consumers as shop
from casino_club.domains.shop import public as shop_public
from casino_club.domains.shop.till import Till
from casino_club.domains.social_proof import public as social_proof
from casino_club.domains.stage import consumers as stage
from casino_club.domains.streaks import tasks as streaks
from casino_club.domains.videopoker import public as videopoker
from casino_club.domains.vip import consumers as vip
from casino_club.domains.vip import tasks as vip_tasks
from casino_club.entrypoints.games import PLUGINS
from casino_club.entrypoints.watchers import WATCHERS
from casino_club.infra import redis
from casino_club.infra.db.engine import Database
from casino_club.infra.jobs import housekeeping, periodic
from casino_club.infra.jobs.periodic import PeriodicJob
from casino_club.infra.outbox.relay import Relay
from casino_club.infra.settings import Settings
from casino_club.infra.tasks import Background, end_all
from casino_club.infra.telemetry import configure_logging
from casino_club.kernel.clock import Clock, SystemClock
from casino_club.kernel.errors import InvariantError

log = structlog.get_logger(__name__)

PARTITIONED: Final = ("postings", "rounds", "bets")
SESSION_IDLE_S: Final = 30 * 60


def scheduled_jobs(
    database: Database, valkey: redis.Redis, tables: Games, till: Till, settings: Settings
) -> list[PeriodicJob]:
    """Every schedule of the product, in UTC."""
    clock = SystemClock()
    access = auth.make_auth(settings, database=database, redis=valkey, clock=clock)

    async def close_stale_sessions() -> None:
        async def close(session: AsyncSession) -> None:
            await games.close_stale_sessions(session, clock, idle_s=SESSION_IDLE_S)

        await database.run(close)

    async def purge_nonces() -> None:
        async def purge(session: AsyncSession) -> None:
            await payments.purge_nonces(session, now=clock.now())

        await database.run(purge)

    async def purge_access() -> None:
        async def purge(session: AsyncSession) -> None:
            await auth.purge_expired(session, now=clock.now())

        await database.run(purge)

    return [
        PeriodicJob("audit.nightly", "17 3 * * *", lambda: audit.run_audit(database)),
        PeriodicJob("games.close_stale_sessions", "*/5 * * * *", close_stale_sessions),
        PeriodicJob("shop.sweep", "* * * * *", till.sweep),
        PeriodicJob("fraud.purge", "53 3 * * *", lambda: fraud.purge(database, clock)),
        PeriodicJob("partners.purge", "49 * * * *", lambda: partner_tasks.purge(database, clock)),
        PeriodicJob("payments.purge_nonces", "43 * * * *", purge_nonces),
        PeriodicJob("auth.purge_expired", "41 * * * *", purge_access),
        PeriodicJob("db.purge_idempotency_keys", "11 * * * *", lambda: housekeeping.purge_idempotency_keys(database)),
        PeriodicJob("db.purge_inbox", "23 4 * * *", lambda: housekeeping.purge_inbox(database)),
        PeriodicJob("db.ensure_partitions", "5 0 * * *", lambda: housekeeping.ensure_partitions(database, PARTITIONED)),
        PeriodicJob(
            "leaderboards.keep_boards", "* * * * *", lambda: leaderboard_tasks.keep_boards(database, valkey, clock)
        ),
        PeriodicJob(
            "blackjack.stand_abandoned", "7 * * * *", lambda: blackjack.stand_abandoned(database, tables, clock)
        ),
        PeriodicJob("videopoker.draw_stale", "9 * * * *", lambda: videopoker.draw_stale_hands(database, tables, clock)),
        PeriodicJob("events.pay_unclaimed", "*/5 * * * *", lambda: live_events.pay_unclaimed(database, clock)),
        PeriodicJob("events.reconsider", "33 4 * * *", lambda: live_events.reconsider(database, clock)),
        PeriodicJob("games.rtp_report", "20 0 * * *", lambda: rtp_report.run(database, tables, clock)),
        PeriodicJob(
            "social_proof.count_slices",
            "* * * * * */15",
            lambda: social_proof.count_slices(database, clock, big_win_gold=settings.big_win_threshold_gold),
        ),
        PeriodicJob("streaks.repair", "37 3 * * *", lambda: streaks.repair_streaks(database)),
        PeriodicJob("vip.review_tiers", "47 2 * * *", lambda: vip_tasks.review_tiers(database, access, clock)),
        PeriodicJob("notifications.purge", "37 4 * * *", lambda: notification_tasks.purge(database, clock)),
        PeriodicJob("missions.pay_finished", "*/5 * * * *", lambda: mission_tasks.pay_finished(database, clock)),
        PeriodicJob("achievements.reconsider", "27 4 * * *", lambda: achievement_tasks.reconsider(database, clock)),
        PeriodicJob("progress.purge", "29 4 * * *", lambda: progress_tasks.purge(database, clock)),
        PeriodicJob("battlepass.run_seasons", "*/10 * * * *", lambda: battlepass.run_seasons(database, clock)),
        PeriodicJob("campaigns.send_due", "* * * * *", lambda: campaigns.send_due(database, clock)),
        PeriodicJob("leaderboards.run_seasons", "*/10 * * * *", lambda: leaderboard_tasks.run_seasons(database, clock)),
    ]


async def _lead(leader: Callable[[LeaderContext], Awaitable[None]], context: LeaderContext) -> None:
    await leader(context)


def _couriers(settings: Settings, database: Database, clock: Clock) -> list[asyncio.Task[None]]:
    """Those who carry what is owed to somebody outside."""
    couriers = [
        asyncio.create_task(notification_tasks.make_courier(database, clock, settings).run(), name="courier"),
        asyncio.create_task(partner_tasks.make_messenger(database, clock, settings).run(), name="partners' messenger"),
    ]
    if settings.collects_in_sandbox:
        messenger = sandbox.Messenger(database, clock, settings)
        couriers.append(asyncio.create_task(messenger.run(), name="sandbox's messenger"))
    return couriers


async def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT, then finish what is under way."""
    if settings.database_url is None or settings.redis_url is None:
        raise ValueError("the worker needs DATABASE_URL and REDIS_URL; `casino-club up` embeds both engines")
    configure_logging(settings.log_level)
    database = Database(settings.database_url, pool_size=4, application_name="casino-club-worker")
    valkey = redis.connect(settings.redis_url)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    clock = SystemClock()
    await achievements.publish_shipped(database, clock)
    await missions.publish_shipped(database, clock)
    background = Background()
    consumers = [
        realtime.make_consumer(valkey),
        responsible.make_consumer(database, clock),
        leaderboards.make_consumer(valkey, database, clock, background),
        rewards.make_consumer(database, clock),
        progress.make_consumer(database, clock, WATCHERS),
        notifications.make_consumer(database, clock),
        shop.make_consumer(shop.StockVoice(valkey, database, clock, background)),
        stage.make_consumer(stage.StageVoice(valkey, database, clock, background)),
        vip.make_consumer(auth.make_auth(settings, database=database, redis=valkey, clock=clock), clock),
    ]
    await battlepass.open_seasons(database, clock)  # before anything is counted
    relay = Relay(database, consumers)
    tables = Games([plugin.game for plugin in PLUGINS], database, clock)
    await tables.load()
    await tables.start()
    lane = BetLane(LaneLedger(database), queue_max=settings.bet_queue_max)
    await lane.start()
    till = shop_public.make_till(settings, database, fraud.make_judge(settings, valkey, clock), clock)
    context = LeaderContext(database, valkey, lane, tables, clock, settings, background)
    leaders = [
        asyncio.create_task(_lead(plugin.leader, context), name=f"leader of {plugin.game.code}")
        for plugin in PLUGINS
        if plugin.leader is not None
    ]
    tasks = [
        *leaders,
        *_couriers(settings, database, clock),
        asyncio.create_task(relay.run(), name="relay"),
        asyncio.create_task(
            periodic.work(settings.database_url, scheduled_jobs(database, valkey, tables, till, settings)), name="jobs"
        ),
        asyncio.create_task(stop.wait(), name="stop"),
    ]
    log.info("worker_started")
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()
        if not stop.is_set():
            # Half a worker looks alive and does nothing: end, so that the supervisor starts a whole one.
            raise InvariantError(f"ended by itself: {', '.join(task.get_name() for task in ended)}")
    finally:
        await end_all(tasks)
        await background.end()
        await lane.stop()
        await tables.stop()
        await till.aclose()
        await valkey.aclose()
        await database.close()
        log.info("worker_stopped")
