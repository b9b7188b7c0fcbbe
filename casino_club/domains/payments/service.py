"""Payments: a provider's calls with what the club remembers of them. No call stands inside a transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.payments import metrics, repository
from casino_club.domains.payments.contracts import (
    Checkout,
    Gateway,
    Notice,
    Order,
    Payment,
    WebhookEvent,
    WebhookStatus,
)
from casino_club.domains.payments.errors import WebhookRefusedError
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

_ERROR_CHARS_MAX: Final = 300


class Payments:
    """One provider, and the orders placed with it."""

    def __init__(self, gateway: Gateway, database: Database, clock: Clock, *, base_url: str) -> None:
        self._gateway = gateway
        self._database = database
        self._clock = clock
        self._base_url = base_url

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self._gateway.name

    def checkout_link(self, receipt: str) -> str:
        """Where a player goes to pay: a page of the club that leads on to the provider's."""
        return f"{self._base_url}/api/shop/checkout/{receipt}"

    def return_link(self, receipt: str) -> str:
        """Where the provider sends the player afterwards, paid or not."""
        return f"{self._base_url}/shop/return?receipt={receipt}"

    async def place(self, session: AsyncSession, order: Order) -> None:
        """Write an order down, in the transaction of what it is for. The provider hears of it when it is opened."""
        await repository.place(session, order, provider=self.provider, now=self._clock.now())

    async def open(self, order: Order) -> Checkout:
        """Ask the provider for the page on which an order is paid. Raises `GatewayUnavailableError`."""
        with metrics.CALLS.labels(self.provider, "open").time():
            return await self._gateway.open(order, return_url=self.return_link(order.receipt))

    async def note_opened(self, session: AsyncSession, receipt: str, checkout: Checkout) -> None:
        """Keep where an order is paid. The first answer stays: asked twice at once, it answers the same."""
        await repository.note_opened(session, receipt, checkout)

    async def look(self, order: Order, *, final: bool = False) -> Payment:
        """What the provider knows of an order now; with `final` the order is closed, so that this is its last state.

        Raises `GatewayUnavailableError`.
        """
        if order.checkout_url is None:
            # Nobody was ever told where to pay: whatever the provider made of it, nobody can have paid.
            return Payment("unknown")
        with metrics.CALLS.labels(self.provider, "close" if final else "look").time():
            return await (self._gateway.close(order) if final else self._gateway.look(order))

    async def note_asked(self, session: AsyncSession, receipt: str) -> None:
        """Keep when the provider was last asked, in the transaction that follows from its answer."""
        await repository.note_asked(session, receipt, now=self._clock.now())

    async def refund(self, order: Order, *, amount: int, key: UUID) -> None:
        """Pay back so much, once a key. Raises `RefundRefusedError` and `GatewayUnavailableError`."""
        with metrics.CALLS.labels(self.provider, "refund").time():
            await self._gateway.refund(order, amount=amount, key=key)

    async def receive(self, provider: str, headers: Mapping[str, str], body: bytes) -> WebhookEvent | None:
        """Prove a webhook and write it down; None for one that is known, or that tells nothing of a receipt.

        Raises `WebhookRefusedError`.
        """
        if provider != self.provider:
            raise WebhookRefusedError({"reason": "unknown_provider"})
        now = self._clock.now()
        try:
            notice = await self._gateway.read(headers, body, now=now)
            event = None if notice is None else await self._write_down(notice, now)
        except WebhookRefusedError:
            metrics.WEBHOOKS.labels(provider, "refused").inc()
            raise
        result = "ignored" if notice is None else "known" if event is None else "new"
        metrics.WEBHOOKS.labels(provider, result).inc()
        return event

    async def _write_down(self, notice: Notice, now: datetime) -> WebhookEvent | None:
        async def write(session: AsyncSession) -> WebhookEvent | None:
            if notice.nonce is not None and not await repository.take_nonce(session, notice.nonce, now=now):
                raise WebhookRefusedError({"reason": "reused_nonce"})
            return await repository.receive(
                session,
                provider=self.provider,
                event_id=notice.event_id,
                receipt=notice.receipt,
                now=now,
            )

        return await self._database.run(write)

    async def note_work(self, event: WebhookEvent, error: Exception | None) -> None:
        """Keep what came of working on an event."""
        status: WebhookStatus = "DONE" if error is None else "FAILED"
        why = error and (error.__cause__ or error)
        words = None if why is None else f"{type(why).__name__}: {why}"[:_ERROR_CHARS_MAX]

        async def write(session: AsyncSession) -> None:
            await repository.note_work(session, event.id, status=status, error=words, now=self._clock.now())

        await self._database.run(write)
        metrics.WEBHOOKS.labels(event.provider, status.lower()).inc()

    async def aclose(self) -> None:
        """Give the provider's connections back."""
        await self._gateway.aclose()
