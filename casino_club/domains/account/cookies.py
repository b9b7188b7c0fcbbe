"""The web app's refresh token: in a cookie that no script reads and no other site sends."""

from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request, Response

from casino_club.domains.auth.contracts import Client, TokenPair
from casino_club.domains.auth.errors import ForbiddenError
from casino_club.domains.auth.public import clean_device
from casino_club.infra.http.deps import ClientIp

REFRESH_COOKIE: Final = "__Host-refresh"


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _client(
    request: Request,
    ip: ClientIp,
    x_session_mode: Annotated[
        Literal["cookie"] | None,
        Header(description="`cookie`: the refresh token travels in an HttpOnly cookie, never in a body"),
    ] = None,
) -> Client:
    if x_session_mode is not None and not _same_origin(request):
        raise ForbiddenError
    device = clean_device(request.headers.get("user-agent", ""))
    return Client(device=device, ip=ip, cookie_mode=x_session_mode is not None)


SessionClient = Annotated[Client, Depends(_client)]
"""Where a session is opened from. Cookie mode refuses a foreign Origin."""


def keep_refresh_token(response: Response, client: Client, tokens: TokenPair) -> str | None:
    """Put the refresh token into the cookie (answers None), or answer it for the body."""
    if not client.cookie_mode:
        return tokens.refresh_token
    _set(response, tokens.refresh_token, max_age_s=tokens.refresh_expires_in_s)
    return None


def forget_refresh_token(response: Response) -> None:
    """Make the browser drop the cookie."""
    _set(response, "", max_age_s=0)


def _set(response: Response, value: str, *, max_age_s: int) -> None:
    response.set_cookie(
        REFRESH_COOKIE, value, max_age=max_age_s, path="/", secure=True, httponly=True, samesite="strict"
    )
