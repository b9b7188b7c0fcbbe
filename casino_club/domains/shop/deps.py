"""What the shop's endpoints ask for."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop.contracts import Buyer
from casino_club.domains.shop.till import Till
from casino_club.infra.db.idempotency import RequestKey
from casino_club.infra.http.deps import AppClock, ClientIp, WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.kernel.clock import Clock


async def _till(request: Request) -> Till:
    return request.app.state.till


async def _buyer(
    user: CurrentUser,
    ip: ClientIp,
    x_device_id: Annotated[
        str | None, Header(min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$", description="the client's own mark")
    ] = None,
) -> Buyer:
    return Buyer(user.user_id, ip, x_device_id)


@dataclass(frozen=True, slots=True)
class BuyCall:
    """A request to buy, with all that it takes."""

    buyer: Buyer
    session: AsyncSession
    clock: Clock
    key: RequestKey
    till: Till
    request: Request
    response: Response


async def _buy_call(
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
    buyer: Annotated[Buyer, Depends(_buyer)],
    till: Annotated[Till, Depends(_till)],
) -> BuyCall:
    return BuyCall(buyer, session, clock, key, till, request, response)


AppTill = Annotated[Till, Depends(_till)]
# scope="function": with it the transaction commits before the answer leaves.
AppBuyCall = Annotated[BuyCall, Depends(_buy_call, scope="function")]
