"""Takes webhooks to the club over HTTP: claim and commit, send, write down what came of it. No transaction waits."""

import asyncio
import secrets
from datetime import timedelta
from typing import Final

import aiohttp
import structlog

from casino_club.domains.sandbox import repository, rules, service
from casino_club.domains.sandbox.metrics import WEBHOOKS
from casino_club.domains.sandbox.repository import Claimed
from casino_club.infra import webhook_signature
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.settings import Settings, webhook_keys
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

WEBHOOK_PATH: Final = "/api/shop/webhook/payment"
IDLE_S: Final = 0.5
TIMEOUT_S: Final = 5.0
CLAIM_MAX: Final = 50
assert timedelta(seconds=TIMEOUT_S) < rules.RETRY_AFTER[0]  # noqa: S101 - or two tries of one delivery could overlap


class Messenger:
    """Run any number of them: each claims its own."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._keys = webhook_keys(settings)
        self._url = settings.base_url + WEBHOOK_PATH

    async def run(self) -> None:
        """Work until cancelled. PostgreSQL being away is waited out."""
        while True:
            try:
                if not await self.send_due():
                    await asyncio.sleep(IDLE_S)
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("sandbox_messenger_waits", error=type(error).__name__)
                await asyncio.sleep(IDLE_S)

    async def send_due(self) -> int:
        """Capture what was delayed until now and try what is due, at most `CLAIM_MAX` each; answers how many tries."""
        now = self._clock.now()
        await self._database.run(lambda session: service.capture_due(session, now=now, limit=CLAIM_MAX))
        claimed = await self._database.run(
            lambda session: repository.claim(session, now=now, waits=rules.RETRY_AFTER, limit=CLAIM_MAX)
        )
        if not claimed:
            return 0
        async with aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_S), trust_env=False, cookie_jar=aiohttp.DummyCookieJar()
        ) as http:
            errors = await asyncio.gather(*(self._send(http, one) for one in claimed))
        outcomes = [(one.id, error) for one, error in zip(claimed, errors, strict=True)]
        await self._database.run(lambda session: repository.note(session, outcomes, now=self._clock.now()))
        for one, error in zip(claimed, errors, strict=True):
            self._count(one, error)
        return len(claimed)

    async def _send(self, http: aiohttp.ClientSession, one: Claimed) -> str | None:
        body = one.body.encode()
        signature = webhook_signature.sign(self._keys, body, nonce=secrets.token_urlsafe(18), now=self._clock.now())
        headers = {"Content-Type": "application/json", webhook_signature.HEADER: signature}
        try:
            async with http.post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                return None if 200 <= answer.status < 300 else f"answered {answer.status}"  # noqa: PLR2004 - RFC 9110
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return type(error).__name__

    @staticmethod
    def _count(one: Claimed, error: str | None) -> None:
        if error is None:
            result = "delivered"
        else:
            result = "failed" if one.attempts <= len(rules.RETRY_AFTER) else "given_up"
            log.warning("sandbox_webhook_failed", event_id=str(one.event_id), attempts=one.attempts, error=error)
        WEBHOOKS.labels(result).inc()
