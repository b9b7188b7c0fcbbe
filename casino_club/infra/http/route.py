"""The route every endpoint uses: strict JSON in, and a deadlocked transaction run again from its start."""

from collections.abc import Callable, Coroutine
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from casino_club.infra.db.engine import TRANSACTION_TRIES, is_retryable
from casino_club.infra.http.strict_json import MalformedJsonError, loads


class StrictRequest(Request):
    """A request whose JSON is read by our parser."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = loads(await self.body())
        return self._json


class HouseRoute(APIRoute):
    """One request is one transaction, so a deadlock may be answered by running the request again."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def run(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            body = await strict.body()  # read once: a second try must see the same body
            for left in range(TRANSACTION_TRIES - 1, -1, -1):
                attempt = StrictRequest(request.scope, request.receive)
                cast("Any", attempt)._body = body  # noqa: SLF001 - Starlette's own cache of the body
                try:
                    return await handle(attempt)
                except HTTPException as error:
                    # FastAPI makes a 400 of whatever reading the body raises.
                    if isinstance(error.__cause__, MalformedJsonError):
                        raise error.__cause__ from None
                    raise
                except DBAPIError as error:
                    if not left or not is_retryable(error):
                        raise
            raise AssertionError("unreachable")

        return run


def house_router(*, prefix: str, tags: list[str]) -> APIRouter:
    """A router of house routes."""
    return APIRouter(prefix=prefix, tags=list(tags), route_class=HouseRoute)
