"""Old paths: marked deprecated, counted by route, answering as the new ones do."""

from typing import Annotated, Final

from fastapi import Depends, Request, Response
from prometheus_client import Counter

CALLS: Final = Counter("casino_club_legacy_calls_total", "Calls of deprecated routes", ["route"])
DEPRECATED_SINCE: Final = "@1795219200"
"""21 November 2026, in the form of RFC 9745."""


async def _deprecated(request: Request, response: Response) -> None:
    response.headers["Deprecation"] = DEPRECATED_SINCE
    CALLS.labels(f"{request.method} {request.scope['route'].path}").inc()


Deprecated = Annotated[None, Depends(_deprecated)]
