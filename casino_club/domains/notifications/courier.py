"""Takes deliveries out of the house: claim and commit, call, write down what came of it. Never inside a transaction."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Final, Literal, Protocol
from uuid import UUID

import structlog

from casino_club.domains.notifications import delivery_repository as repository
from casino_club.domains.notifications import keys, rules
from casino_club.domains.notifications.contracts import OUTBOUND, Outbound
from casino_club.domains.notifications.delivery_repository import Claimed, Subscription
from casino_club.domains.notifications.mail import Letterhead, Mailbag, Outcome, compose
from casino_club.domains.notifications.metrics import DELIVERIES, PENDING
from casino_club.domains.notifications.push import Pusher
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.net import http_session
from casino_club.kernel.clock import Clock
from casino_club.kernel.ids import uuid7

log = structlog.get_logger(__name__)

LEASE: Final = timedelta(minutes=2)
SEND_WITHIN_S: Final = 60.0
"""What a lease was taken for is begun in its first half, or left to the next one: no send outlives its lease."""
CLAIM_MAX: Final = 20
IDLE_S: Final = 2.0
COUNT_EVERY_S: Final = 15.0


class Mailer(Protocol):
    """Opens connections to a mail server; raises OSError when there is none."""

    def open(self) -> AbstractAsyncContextManager[Mailbag]: ...


@dataclass(frozen=True, slots=True)
class Held:
    """Deliveries under one lease."""

    lease: UUID
    deliveries: Sequence[Claimed]
    taken_at_s: float


class Courier:
    """Run any number of them: each claims its own. `mailer` None means that this installation sends no e-mail."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        mailer: Mailer | None,
        sender: str,
        base_url: str,
        public_only: bool,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._clock = clock
        self._mailer = mailer
        self._sender = sender
        self._base_url = base_url.rstrip("/")
        self._public_only = public_only
        self._monotonic = monotonic
        self._counted_at_s = float("-inf")

    async def run(self) -> None:
        """Work until cancelled. PostgreSQL being away is waited out."""
        while True:
            try:
                await self._work()
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("courier_waits", error=type(error).__name__)
                await asyncio.sleep(IDLE_S)

    async def _work(self) -> None:
        await self._database.run(keys.ensure)
        while True:
            if not await self.deliver():
                await asyncio.sleep(IDLE_S)
            await self._count()

    async def deliver(self) -> int:
        """Handle what is due now, at most `CLAIM_MAX` a channel; answers how many deliveries it took."""
        now = self._clock.now()
        await self._database.run(lambda session: repository.expire_leases(session, now))
        return sum([await self._deliver_channel(channel) for channel in OUTBOUND])

    async def _deliver_channel(self, channel: Outbound) -> int:
        held = await self._claim(channel)
        going = [one for one in held.deliveries if await self._may_go(held.lease, one)]
        if going:
            await (self._mail(held, going) if channel == "email" else self._push(held, going))
        return len(held.deliveries)

    async def _claim(self, channel: Outbound) -> Held:
        lease, taken_at_s = uuid7(), self._monotonic()
        now = self._clock.now()
        claimed = await self._database.run(
            lambda session: repository.claim(session, channel=channel, lease=lease, now=now, ttl=LEASE, limit=CLAIM_MAX)
        )
        return Held(lease, claimed, taken_at_s)

    async def _may_go(self, lease: UUID, one: Claimed) -> bool:
        now = self._clock.now()
        if not one.allowed or not one.items:
            await self._finish(lease, one, "dropped", "not_allowed")
        elif one.channel == "email" and self._mailer is None:
            await self._finish(lease, one, "dropped", "no_mail_server")
        elif not one.urgent and one.quiet_until > now:
            await self._put_back(lease, one, due_at=one.quiet_until, reason="quiet_hours", counted=False)
        elif one.attempts > rules.ATTEMPTS_MAX:
            await self._finish(lease, one, "failed", "too_many_attempts")
        else:
            return True
        return False

    async def _mail(self, held: Held, going: Sequence[Claimed]) -> None:
        assert self._mailer is not None  # noqa: S101 - `_may_go` drops e-mail without a server
        async with self._database.read() as session:
            secret = await keys.unsubscribe_secret(session)
        letterhead = Letterhead(self._sender, self._base_url, secret)
        left = list(going)
        try:
            async with self._mailer.open() as bag:
                while left and self._in_time(held):
                    outcome = await bag.send(compose(left[0], letterhead, self._clock.now()))
                    await self._settle(held.lease, left.pop(0), outcome)
        except OSError as error:
            for one in left:
                await self._settle(held.lease, one, Outcome("retry", type(error).__name__))

    async def _push(self, held: Held, going: Sequence[Claimed]) -> None:
        async with self._database.read() as session:
            key = await keys.vapid_key(session)
        contact = f"mailto:{parseaddr(self._sender)[1]}"
        async with http_session(public_only=self._public_only) as http:
            pusher = Pusher(http, key, contact, self._public_only)
            for one in going:
                if self._in_time(held):
                    await self._push_one(held.lease, one, pusher)

    async def _push_one(self, lease: UUID, one: Claimed, pusher: Pusher) -> None:
        async with self._database.read() as session:
            browsers = await repository.list_subscriptions(session, one.user_id)
        now = self._clock.now()
        outcomes = await asyncio.gather(*(pusher.send(browser, one, now) for browser in browsers))
        await self._forget_gone([b for b, outcome in zip(browsers, outcomes, strict=True) if outcome.status == "gone"])
        left = [outcome for outcome in outcomes if outcome.status != "gone"]
        if not left:
            await self._finish(lease, one, "dropped", "no_browser")
        else:
            await self._settle(
                lease, one, min(left, key=lambda outcome: ("sent", "retry", "refused").index(outcome.status))
            )

    async def _forget_gone(self, browsers: Sequence[Subscription]) -> None:
        if browsers:
            ids = [browser.id for browser in browsers]
            await self._database.run(lambda session: repository.drop_subscriptions(session, ids))

    def _in_time(self, held: Held) -> bool:
        return self._monotonic() - held.taken_at_s < SEND_WITHIN_S

    async def _settle(self, lease: UUID, one: Claimed, outcome: Outcome) -> None:
        if outcome.status == "sent":
            await self._finish(lease, one, "sent", None)
        elif outcome.status == "refused" or one.attempts >= rules.ATTEMPTS_MAX:
            await self._finish(lease, one, "failed", outcome.reason)
        else:
            due_at = self._clock.now() + rules.retry_after(one.attempts)
            await self._put_back(lease, one, due_at=due_at, reason=outcome.reason or "failed", counted=True)

    async def _finish(
        self, lease: UUID, one: Claimed, status: Literal["sent", "failed", "dropped"], reason: str | None
    ) -> None:
        now = self._clock.now()
        held = await self._database.run(
            lambda session: repository.finish(session, id_=one.id, lease=lease, status=status, reason=reason, now=now)
        )
        if held:
            DELIVERIES.labels(one.channel, status).inc()

    async def _put_back(self, lease: UUID, one: Claimed, *, due_at: datetime, reason: str, counted: bool) -> None:
        await self._database.run(
            lambda session: repository.put_back(
                session, id_=one.id, lease=lease, due_at=due_at, reason=reason, counted=counted
            )
        )
        if counted:
            DELIVERIES.labels(one.channel, "retried").inc()

    async def _count(self) -> None:
        if self._monotonic() - self._counted_at_s < COUNT_EVERY_S:
            return
        self._counted_at_s = self._monotonic()
        async with self._database.read() as session:
            waiting = await repository.count_pending(session)
        for channel in OUTBOUND:
            PENDING.labels(channel).set(waiting.get(channel, 0))
