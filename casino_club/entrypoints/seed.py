"""Seeded accounts, an event and episodes for development and tests: idempotent, refused in production."""

from casino_club.domains.account.seeds import seed_accounts
from casino_club.domains.auth.public import make_auth
from casino_club.domains.events import public as events
from casino_club.domains.stage import public as stage
from casino_club.infra import redis
from casino_club.infra.db.engine import Database
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import SystemClock


async def seed(settings: Settings) -> list[str]:
    """Make the seeded accounts that are missing; answers their login names. The settings name both engines."""
    if settings.is_production:
        raise RuntimeError("seeded accounts are refused in production")
    if settings.database_url is None or settings.redis_url is None:
        raise RuntimeError("DATABASE_URL and REDIS_URL must be set")
    database = Database(settings.database_url, pool_size=1, application_name="casino-club-seed")
    client = redis.connect(settings.redis_url)
    try:
        auth = make_auth(settings, database=database, redis=client, clock=SystemClock())
        made = await seed_accounts(auth, database)
        async with database.transaction() as session:
            await events.seed_model_index(session, now=auth.clock.now())
            await stage.seed_episodes(session, now=auth.clock.now())
        return made
    finally:
        await client.aclose()
        await database.close()
