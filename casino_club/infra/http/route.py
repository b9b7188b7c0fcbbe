"""The route every endpoint uses: strict JSON in, a deadlocked transaction run again, an engine that is away a 503."""

from collections.abc import Callable, Coroutine
from typing import Any, cast

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from casino_club.infra.db.engine import TRANSACTION_TRIES, is_retryable, is_unavailable
from casino_club.infra.http.errors import UnavailableError
from casino_club.infra.http.strict_json import MalformedJsonError, loads

log = structlog.get_logger(__name__)


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
                except Exception as error:
                    if left and is_retryable(error):
                        continue
                    if is_unavailable(error):
                        # An answer, not a defect: a traceback a refusal would cost a full pool its last breath.
                        log.warning("engine_unavailable", error=type(error).__name__)
                        raise UnavailableError(retry_after_s=1) from error
                    raise
            raise AssertionError("unreachable")

        return run


def house_router(*, prefix: str, tags: list[str]) -> APIRouter:
    """A router of house routes."""
    return APIRouter(prefix=prefix, tags=list(tags), route_class=HouseRoute)
