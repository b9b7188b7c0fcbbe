"""The API process: every domain's routes, the batched lane, the live hub and the web app, composed."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from sqlalchemy import text

from casino_club.domains.account import endpoints as account
from casino_club.domains.account import legacy
from casino_club.domains.achievements import admin_endpoints as achievement_definitions
from casino_club.domains.achievements import endpoints as achievements
from casino_club.domains.achievements import public as achievements_public
from casino_club.domains.auth.public import make_auth
from casino_club.domains.battlepass import endpoints as battlepass
from casino_club.domains.campaigns import endpoints as campaigns
from casino_club.domains.content import endpoints as content
from casino_club.domains.dashboard import endpoints as dashboard
from casino_club.domains.events import admin_endpoints as live_events_admin
from casino_club.domains.events import endpoints as live_events
from casino_club.domains.fairness import endpoints as fairness
from casino_club.domains.feedback import endpoints as feedback
from casino_club.domains.fraud import endpoints as fraud
from casino_club.domains.fraud.public import make_judge
from casino_club.domains.friends import endpoints as friends
from casino_club.domains.games import config_endpoints as game_configs
from casino_club.domains.games import endpoints as games
from casino_club.domains.games import service as games_service
from casino_club.domains.games.bet_route import BetLanes, BetRoute
from casino_club.domains.games.book import Games
from casino_club.domains.games.lane import BetLane
from casino_club.domains.games.ledger import LaneLedger
from casino_club.domains.games.plugin import GamePlugin
from casino_club.domains.invites import endpoints as invites
from casino_club.domains.leaderboards import endpoints as leaderboards
from casino_club.domains.missions import admin_endpoints as mission_pool
from casino_club.domains.missions import endpoints as missions
from casino_club.domains.missions import public as missions_public
from casino_club.domains.notifications import dev as notifications_dev
from casino_club.domains.notifications import endpoints as notifications
from casino_club.domains.notifications.public import ensure_keys
from casino_club.domains.onboarding import endpoints as onboarding
from casino_club.domains.partners import endpoints as partners
from casino_club.domains.quiz import endpoints as quiz
from casino_club.domains.quiz import legacy as quiz_legacy
from casino_club.domains.realtime import endpoints as realtime
from casino_club.domains.responsible import endpoints as responsible
from casino_club.domains.responsible.public import publish_market
from casino_club.domains.rewards import endpoints as rewards
from casino_club.domains.sandbox import endpoints as sandbox
from casino_club.domains.shop import endpoints as shop
from casino_club.domains.shop import legacy as shop_legacy
from casino_club.domains.shop import public as shop_public
from casino_club.domains.shop.events import TOPIC as SHOP_TOPIC
from casino_club.domains.social_proof import endpoints as social_proof
from casino_club.domains.stage import admin_endpoints as stage_admin
from casino_club.domains.stage import endpoints as stage
from casino_club.domains.stage.contracts import TOPIC as STAGE_TOPIC
from casino_club.domains.streaks import endpoints as streaks
from casino_club.domains.vip import endpoints as vip
from casino_club.domains.wallet import endpoints as wallet
from casino_club.entrypoints.games import PLUGINS
from casino_club.infra import redis, telemetry
from casino_club.infra.db.engine import Database
from casino_club.infra.http import errors
from casino_club.infra.http.ratelimit import RateLimiter
from casino_club.infra.http.shell import Receive, Scope, Send, Shell
from casino_club.infra.http.static import StaticSite
from casino_club.infra.settings import Settings
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import SystemClock

DESCRIPTION: Final = (
    "An open, self-hosted free-to-play social casino club. Gold is a game currency and is never paid out."
)
DOMAINS: Final = (
    account,
    legacy,
    invites,
    wallet,
    rewards,
    fairness,
    responsible,
    games,
    game_configs,
    leaderboards,
    battlepass,
    achievements,
    achievement_definitions,
    missions,
    mission_pool,
    quiz,
    quiz_legacy,
    shop,
    shop_legacy,
    content,
    onboarding,
    streaks,
    vip,
    notifications,
    live_events,
    live_events_admin,
    stage,
    stage_admin,
    dashboard,
    social_proof,
    campaigns,
    realtime,
    friends,
    fraud,
    feedback,
    partners,
)
WEB_DIST_DIR: Final = Path(__file__).resolve().parents[2] / "web" / "out"


class ClubApp(FastAPI):
    """FastAPI behind the house's shell; bets leave the stack before FastAPI sees them."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The shell is outermost; a bet never enters the framework."""
        await self.state.shell(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """The document of all routes, those of the batched lane included."""
        if self.openapi_schema is None:
            self.openapi_schema = get_openapi(
                title=self.title,
                version=self.version,
                description=self.description,
                routes=[
                    *self.routes,
                    *(route for one in self.state.plugins if one.documented for route in one.documented.routes),
                ],
            )
        return self.openapi_schema


def create_app(settings: Settings, plugins: Sequence[GamePlugin] = PLUGINS) -> FastAPI:
    """The API on the given engines, with the given games; `settings` names both engines by URL."""
    if settings.database_url is None or settings.redis_url is None:
        raise ValueError("the API needs DATABASE_URL and REDIS_URL; `casino-club up` embeds both engines")
    app = ClubApp(
        title="Casino-Club F2P",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=_lifespan,
        docs_url="/docs",
        redoc_url="/redoc",
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    app.state.plugins = plugins
    _compose(app, settings, database_url=settings.database_url, redis_url=settings.redis_url)
    errors.install(app)
    _operations(app)
    routers = [domain.router for domain in DOMAINS]
    routers += [router for plugin in plugins for router in plugin.routers]
    if settings.collects_in_sandbox:
        routers += [sandbox.router]
    if not settings.is_production:
        routers += [account.dev_router, notifications_dev.router]
    for router in routers:
        app.include_router(router)
    # What no route claims is a page; a known path with a wrong method stays a 405.
    app.router.default = StaticSite(settings.web_dist_dir or WEB_DIST_DIR)
    return app


def _compose(app: ClubApp, settings: Settings, *, database_url: str, redis_url: str) -> None:
    state = app.state
    state.settings = settings
    state.clock = SystemClock()
    state.database = Database(database_url, pool_size=settings.db_pool_size, application_name="casino-club-api")
    state.redis = redis.connect(redis_url)
    state.background = Background()
    state.limiter = RateLimiter(state.redis)
    state.auth = make_auth(settings, database=state.database, redis=state.redis, clock=state.clock)
    state.verifier = state.auth.verifier
    state.lane = BetLane(LaneLedger(state.database), queue_max=settings.bet_queue_max)
    state.games = Games([plugin.game for plugin in state.plugins], state.database, state.clock)
    state.fraud = make_judge(settings, state.redis, state.clock)
    state.till = shop_public.make_till(settings, state.database, state.fraud, state.clock)
    state.hub = realtime.build_hub(state)
    state.hub.open_topic(STAGE_TOPIC)
    state.hub.open_topic(SHOP_TOPIC)
    bet_routes: dict[str, BetRoute] = {}
    state.bet_routes = bet_routes
    state.shell = Shell(BetLanes(super(ClubApp, app).__call__, bet_routes), hsts=settings.is_production)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    state = app.state
    await publish_market(state.database, state.settings.market)
    await achievements_public.publish_shipped(state.database, state.clock)
    await missions_public.publish_shipped(state.database, state.clock)
    await shop_public.publish_shipped(state.database, state.clock)
    await state.database.run(ensure_keys)
    await state.games.load()
    _add_bet_routes(app)
    await state.auth.start()
    await state.games.start()
    await state.lane.start()
    await state.hub.start()
    for plugin in state.plugins:
        if plugin.on_start is not None:
            await plugin.on_start(state)
    try:
        yield
    finally:
        await state.hub.stop()
        await state.lane.stop()
        await state.games.stop()
        await state.auth.stop()
        await state.background.end()
        await state.till.aclose()
        await state.redis.aclose()
        await state.database.close()


def _operations(app: FastAPI) -> None:
    settings: Settings = app.state.settings

    @app.get("/health", tags=["operations"])
    async def health() -> dict[str, str]:
        """Alive, and which build."""
        return {"status": "ok", "build_id": settings.build_id, "git_sha": settings.git_sha}

    @app.get("/ready", tags=["operations"], responses={503: {"description": "a dependency is away"}})
    async def ready(request: Request) -> Response:
        """Every dependency, asked now."""
        checks: dict[str, str] = {}
        try:
            async with request.app.state.database.read() as session:
                await session.execute(text("SELECT 1"))
            checks["postgresql"] = "ok"
        except Exception as error:  # noqa: BLE001 - whatever it is, we are not ready
            checks["postgresql"] = type(error).__name__
        try:
            await request.app.state.redis.ping()
            checks["valkey"] = "ok"
        except redis.RedisUnavailable as error:
            checks["valkey"] = type(error).__name__
        good = all(state == "ok" for state in checks.values())
        return JSONResponse({"status": "ok" if good else "degraded", "checks": checks}, 200 if good else 503)

    @app.get("/metrics", tags=["operations"], include_in_schema=False)
    async def metrics() -> Response:
        """Prometheus metrics of all processes of this installation."""
        body, kind = telemetry.render_metrics()
        return Response(body, media_type=kind)


def _add_bet_routes(app: FastAPI) -> None:
    state = app.state

    async def read_answer(user_id: int, bet_id: UUID) -> dict[str, Any]:
        async with state.database.read() as session:
            return await games_service.read_answer(session, state.games, bet_id=bet_id, user_id=user_id)

    plugins: Sequence[GamePlugin] = state.plugins
    for plugin in plugins:
        if plugin.bet_routes is None:
            continue
        for path, reader in plugin.bet_routes(state.games).items():
            state.bet_routes[path] = BetRoute(
                path, reader, verifier=state.verifier, lane=state.lane, games=state.games, read_answer=read_answer
            )
