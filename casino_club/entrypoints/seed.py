"""Seeded accounts for development and tests: idempotent, refused in production."""

from casino_club.domains.account.seeds import seed_accounts
from casino_club.domains.auth.public import make_auth
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
        return await seed_accounts(auth, database)
    finally:
        await client.aclose()
        await database.close()
