"""The sandbox as a provider: its calls cross no network, but its answers and webhooks are those of another system."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.payments.contracts import Checkout, Notice, Order, Payment
from casino_club.domains.payments.errors import GatewayUnavailableError, RefundRefusedError, WebhookRefusedError
from casino_club.domains.sandbox import public as sandbox
from casino_club.domains.sandbox.contracts import SandboxPayment
from casino_club.domains.sandbox.errors import SandboxSilentError
from casino_club.infra.db.engine import Database
from casino_club.infra.webhook_signature import HEADER, BadSignatureError, verify
from casino_club.kernel.clock import Clock

T = TypeVar("T")


class SandboxGateway:
    """The port, over the sandbox's own door and tables."""

    name = "sandbox"

    def __init__(self, database: Database, clock: Clock, *, base_url: str, keys: Mapping[str, str]) -> None:
        self._database = database
        self._clock = clock
        self._base_url = base_url
        self._keys = keys

    async def _call(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        try:
            return await self._database.run(work)
        except SandboxSilentError as error:
            raise GatewayUnavailableError from error

    async def open(self, order: Order, *, return_url: str) -> Checkout:
        """See `Gateway.open`."""
        payment = await self._call(
            lambda session: sandbox.open(
                session,
                receipt=order.receipt,
                currency=order.currency,
                amount=order.amount,
                title=order.title,
                return_url=return_url,
                now=self._clock.now(),
            )
        )
        return Checkout(payment.ref, f"{self._base_url}/sandbox/checkout/{payment.ref}")

    async def look(self, order: Order) -> Payment:
        """See `Gateway.look`."""
        return _payment(
            await self._call(lambda session: sandbox.find(session, receipt=order.receipt, now=self._clock.now()))
        )

    async def close(self, order: Order) -> Payment:
        """See `Gateway.close`."""
        return _payment(
            await self._call(lambda session: sandbox.close(session, receipt=order.receipt, now=self._clock.now()))
        )

    async def refund(self, order: Order, *, amount: int, key: UUID) -> None:
        """See `Gateway.refund`."""
        if not await self._call(
            lambda session: sandbox.refund(
                session, receipt=order.receipt, amount=amount, key=key, now=self._clock.now()
            )
        ):
            raise RefundRefusedError

    async def read(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice | None:
        """See `Gateway.read`."""
        try:
            signed = verify(self._keys, headers.get(HEADER.lower()), body, now=now)
        except BadSignatureError as error:
            raise WebhookRefusedError({"reason": error.reason}) from error
        return _notice(body, signed.nonce)

    async def aclose(self) -> None:
        """See `Gateway.aclose`."""


def _notice(body: bytes, nonce: str) -> Notice | None:
    """What a proven body is about. One that names no event and receipt is nobody's business here."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    match told:
        case {"event_id": str(event_id), "receipt_code": str(receipt)} if _is_name(event_id) and _is_name(receipt):
            return Notice(event_id, receipt, nonce)
        case _:
            return None


def _is_name(words: str) -> bool:
    return 0 < len(words) <= 200 and words.isascii() and words.isprintable()  # noqa: PLR2004 - any bound does


def _payment(found: SandboxPayment | None) -> Payment:
    if found is None:
        return Payment("unknown")
    return Payment(
        found.state,
        amount=found.paid,
        currency=found.currency,
        refunded=found.refunded,
        charged_back=found.charged_back,
        card=found.card,
    )
