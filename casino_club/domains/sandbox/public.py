"""The sandbox's API, as a payment adapter calls it. The caller owns the transaction.

While a payment is unreachable every call about it raises `SandboxSilentError`, as a provider whose API is down.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.sandbox import service
from casino_club.domains.sandbox.contracts import SandboxPayment
from casino_club.kernel.money import Money


async def open(  # noqa: A001 - a provider's own word; called as `sandbox.open`
    session: AsyncSession, *, receipt: str, currency: Money, amount: int, title: str, return_url: str, now: datetime
) -> SandboxPayment:
    """Open a payment of `amount` (1 or more); its page is `/sandbox/checkout/{ref}` and leads back to `return_url`.

    Idempotent under `receipt`: a second call answers the payment as it stands by then, with its first title and
    address. Raises `SandboxConflictError` for another amount or currency, `ValueError` for a `return_url` that is no
    absolute http address.
    """
    return await service.open_payment(
        session, receipt=receipt, currency=currency, amount=amount, title=title, return_url=return_url, now=now
    )


async def find(session: AsyncSession, *, receipt: str, now: datetime) -> SandboxPayment | None:
    """A payment as it stands now; None for a receipt never opened. A READ ONLY session will do."""
    return await service.find_payment(session, receipt=receipt, now=now)


async def close(session: AsyncSession, *, receipt: str, now: datetime) -> SandboxPayment | None:
    """Cancel an open payment, so that it can no longer be paid; a finished one is answered as it is."""
    return await service.close(session, receipt=receipt, now=now)


async def refund(session: AsyncSession, *, receipt: str, amount: int, key: UUID, now: datetime) -> bool:
    """Pay back `amount`, once a `key`; false when so much is not left, or nothing was paid.

    Raises `SandboxConflictError` when the key paid back something else before.
    """
    return await service.refund(session, receipt=receipt, amount=amount, key=key, now=now)
