"""What the shop's endpoints ask for."""

from typing import Annotated

from fastapi import Depends, Header, Request

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop.contracts import Buyer
from casino_club.domains.shop.till import Till
from casino_club.infra.http.deps import ClientIp


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


AppTill = Annotated[Till, Depends(_till)]
AppBuyer = Annotated[Buyer, Depends(_buyer)]
