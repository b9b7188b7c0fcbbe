"""Both sides of the sandbox: the asker of payments, and the club that webhooks go to."""

from typing import Any
from uuid import UUID

import orjson

from casino_club.domains.sandbox import public
from casino_club.domains.sandbox.contracts import SandboxPayment
from casino_club.infra import webhook_signature
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from tests.support.receiver import Receiver

RETURN_URL = "http://club.test/ko/shop/return?receipt=r-1"
RECEIPT = "r-1"


class Till:
    """The sandbox's API, each call in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(self, receipt: str = RECEIPT, **facts: Any) -> SandboxPayment:
        whole = {"currency": "KRW", "amount": 4_900, "title": "Chest of gold", "return_url": RETURN_URL, **facts}
        return await self._database.run(
            lambda session: public.open(session, receipt=receipt, now=self._clock.now(), **whole)
        )

    async def find(self, receipt: str = RECEIPT) -> SandboxPayment:
        async with self._database.read() as session:
            found = await public.find(session, receipt=receipt, now=self._clock.now())
        assert found is not None
        return found

    async def close(self, receipt: str = RECEIPT) -> SandboxPayment | None:
        return await self._database.run(lambda session: public.close(session, receipt=receipt, now=self._clock.now()))

    async def refund(self, amount: int, key: UUID, receipt: str = RECEIPT) -> bool:
        return await self._database.run(
            lambda session: public.refund(session, receipt=receipt, amount=amount, key=key, now=self._clock.now())
        )


class Club(Receiver):
    """The club's side of the webhooks."""

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [orjson.loads(request.body) for request in self.requests]

    @property
    def signatures(self) -> list[str]:
        return [request.headers[webhook_signature.HEADER] for request in self.requests]
