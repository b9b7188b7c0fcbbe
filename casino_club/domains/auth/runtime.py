"""What one process needs to know callers: made once, by the entry point."""

from dataclasses import dataclass
from datetime import timedelta

from casino_club.domains.auth.passwords import Passwords
from casino_club.domains.auth.revocations import RevocationFeed
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.domains.auth.verifier import Verifier
from casino_club.infra.db.engine import Database
from casino_club.infra.redis import Redis
from casino_club.infra.settings import Settings, jwt_secret
from casino_club.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Auth:
    """The parts of auth that live as long as the process. `start` before the first request, `stop` after the last."""

    clock: Clock
    tokens: AccessTokens
    refresh_ttl: timedelta
    verifier: Verifier
    feed: RevocationFeed
    passwords: Passwords

    async def start(self) -> None:
        await self.feed.start()

    async def stop(self) -> None:
        await self.feed.stop()


def make_auth(settings: Settings, *, database: Database, redis: Redis, clock: Clock) -> Auth:
    """Build the parts from the settings."""
    tokens = AccessTokens(jwt_secret(settings), timedelta(minutes=settings.jwt_expire_minutes))
    verifier = Verifier(tokens, clock)
    return Auth(
        clock=clock,
        tokens=tokens,
        refresh_ttl=timedelta(days=settings.refresh_expire_days),
        verifier=verifier,
        feed=RevocationFeed(database, redis, verifier, clock),
        passwords=Passwords(),
    )
