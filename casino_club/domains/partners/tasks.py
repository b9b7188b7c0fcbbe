"""Tells partners: claim and commit, call, write down what came of it. Never inside a transaction. And housekeeping."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from standardwebhooks import Webhook

from casino_club.domains.partners import delivery_repository as deliveries
from casino_club.domains.partners import repository, rules
from casino_club.domains.partners.contracts import Claimed, Outcome
from casino_club.domains.partners.metrics import DELIVERIES, DISABLED, PENDING
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.net import http_session, is_allowed_endpoint
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

LEASE: Final = timedelta(minutes=1)
"""All that is claimed is sent at once, and a call ends within `infra.net.TIMEOUT_S`: no send outlives its lease."""
CLAIM_MAX: Final = 16
"""No more than the session has connections: none waits for a place while its lease runs."""
IDLE_S: Final = 2.0
DELIVERIES_KEPT: Final = timedelta(days=90)
_CHUNK: Final = 5000
_GONE: Final = 410
_AGENT: Final = "Casino-Club-Webhooks/1"


def headers_of(one: Claimed, now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks: one signature a secret in use, so that receivers may change theirs in time."""
    message_id = f"msg_{one.id}"
    return {
        "Content-Type": "application/json",
        "User-Agent": _AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, now, one.payload) for secret in one.secrets),
    }


class Messenger:
    """Run any number of them: each claims its own. `chance` in [0, 1) spreads what is tried again."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        public_only: bool,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._clock = clock
        self._public_only = public_only
        self._chance = chance

    async def run(self) -> None:
        """Work until cancelled. PostgreSQL being away is waited out."""
        while True:
            try:
                if await self.send_due():
                    continue
                await self._watch()
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("messenger_waits", error=type(error).__name__)
            await asyncio.sleep(IDLE_S)

    async def send_due(self) -> int:
        """Send what is due now, at most `CLAIM_MAX`; answers how many it took."""
        now = self._clock.now()
        claimed = await self._database.run(
            lambda session: deliveries.claim(session, now=now, lease=LEASE, limit=CLAIM_MAX)
        )
        if claimed:
            async with http_session(public_only=self._public_only) as http:
                await asyncio.gather(*(self._deliver(http, one) for one in claimed))
        return len(claimed)

    async def _deliver(self, http: aiohttp.ClientSession, one: Claimed) -> None:
        if one.attempts > rules.TRIES_MAX:
            # Its last try was never heard of again.
            outcome = Outcome("retry", reason="no_outcome")
        else:
            outcome = await self._call(http, one)
        await self._database.run(lambda session: self._note(session, one, outcome))

    async def _call(self, http: aiohttp.ClientSession, one: Claimed) -> Outcome:
        if not is_allowed_endpoint(one.url, public_only=self._public_only):
            return Outcome("retry", reason="address_refused")
        headers = headers_of(one, self._clock.now())
        try:
            async with http.post(one.url, data=one.payload.encode(), headers=headers, allow_redirects=False) as answer:
                # The status says it all: what an endpoint has accepted stays accepted, whatever its body does.
                return self._judge(answer.status)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            return Outcome("retry", reason=type(error).__name__)

    @staticmethod
    def _judge(status: int) -> Outcome:
        if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110
            return Outcome("sent", status)
        return Outcome("gone" if status == _GONE else "retry", status, f"answered {status}")

    async def _note(self, session: AsyncSession, one: Claimed, outcome: Outcome) -> None:
        now = self._clock.now()
        failed = outcome.result == "gone" or (outcome.result == "retry" and one.attempts >= rules.TRIES_MAX)
        if outcome.result == "sent" or failed:
            status = "sent" if outcome.result == "sent" else "failed"
            noted = await deliveries.finish(
                session, one, status=status, http_status=outcome.http_status, reason=outcome.reason, now=now
            )
        else:
            due_at = now + rules.retry_after(one.attempts, self._chance())
            noted = await deliveries.put_back(
                session, one, due_at=due_at, http_status=outcome.http_status, reason=outcome.reason
            )
        if outcome.result == "gone" and await repository.disable_webhook(
            session, one.partner_id, url=one.url, reason=f"answered {_GONE}", now=now
        ):
            log.warning("partner_webhook_gone", partner=one.partner_id)
        if noted:
            DELIVERIES.labels(one.partner_id, "failed" if failed else outcome.result).inc()

    async def _watch(self) -> None:
        async with self._database.read() as session:
            PENDING.set(await deliveries.count_pending(session))
            DISABLED.set(await repository.count_disabled(session))


def make_messenger(database: Database, clock: Clock, settings: Settings) -> Messenger:
    """A messenger for this installation."""
    return Messenger(database, clock, public_only=settings.environment not in {"dev", "test"})


async def purge(database: Database, clock: Clock) -> None:
    """Forget used nonces, codes nobody entered, and webhooks that ended long ago."""
    now = clock.now()
    await database.run(lambda session: repository.purge(session, nonces_before=now - rules.NONCE_KEPT, now=now))

    async def delete(session: AsyncSession) -> int:
        return await deliveries.purge(session, before=now - DELIVERIES_KEPT, limit=_CHUNK)

    while await database.run(delete):
        pass
