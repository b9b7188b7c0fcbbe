"""FastAPI dependencies for every domain: who is calling, and may they."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Annotated, Any

import structlog
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.errors import ForbiddenError, PasswordChangeRequiredError, UnauthenticatedError
from casino_club.domains.auth.runtime import Auth
from casino_club.domains.users.contracts import Role, Tier

_bearer = HTTPBearer(auto_error=False, scheme_name="bearer", bearerFormat="JWT")
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def _auth(request: Request) -> Auth:
    return request.app.state.auth


AppAuth = Annotated[Auth, Depends(_auth)]


async def _revoking_session(auth: AppAuth) -> AsyncGenerator[AsyncSession]:
    async with auth.feed.transaction() as session:
        yield session


RevokingDb = Annotated[AsyncSession, Depends(_revoking_session, scope="function")]
"""`WriteDb` for what may end sessions or outdate tokens: announced after the commit, before the answer."""


async def _authenticated(auth: AppAuth, credentials: _Credentials) -> Principal:
    if credentials is None:
        raise UnauthenticatedError
    principal = auth.verifier.authenticate(credentials.credentials)
    structlog.contextvars.bind_contextvars(user_id=principal.user_id)
    return principal


UngatedUser = Annotated[Principal, Depends(_authenticated)]
"""The caller, even one who must change the password first: for that very call, the own user, and logging out."""


async def _current_user(principal: UngatedUser) -> Principal:
    if principal.must_change_password:
        raise PasswordChangeRequiredError
    return principal


CurrentUser = Annotated[Principal, Depends(_current_user)]
"""The caller. 401 without a good token, 403 `password_change_required` before a forced change."""


def _guard(check: Callable[[Principal], bool]) -> Any:
    async def allowed(principal: CurrentUser) -> Principal:
        if not check(principal):
            raise ForbiddenError
        return principal

    dependency: Callable[..., Awaitable[Principal]] = allowed
    return Depends(dependency)


def require_role(role: Role) -> Any:
    """A dependency that answers 403 below `role` (player < support < operator < admin) and gives the `Principal`."""
    return _guard(lambda principal: principal.has_role(role))


def require_tier(tier: Tier) -> Any:
    """A dependency that answers 403 below `tier` (STANDARD < PREMIUM < VIP) and gives the `Principal`."""
    return _guard(lambda principal: principal.has_tier(tier))
