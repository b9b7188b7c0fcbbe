"""Sign-up, log-in, staying in, getting out."""

from typing import Annotated
from uuid import UUID

from fastapi import Cookie, Request, Response, status

from casino_club.domains.account import service
from casino_club.domains.account.admin_endpoints import router as admin_router
from casino_club.domains.account.contracts import Entry
from casino_club.domains.account.cookies import (
    REFRESH_COOKIE,
    SessionClient,
    forget_refresh_token,
    keep_refresh_token,
)
from casino_club.domains.account.dev import router as dev_router
from casino_club.domains.account.schemas import (
    EntryOut,
    LoginIn,
    RefreshIn,
    SessionOut,
    SessionsOut,
    SignupIn,
    TokensOut,
    UserOut,
)
from casino_club.domains.account.user_endpoints import router as user_router
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.contracts import Client
from casino_club.domains.auth.errors import RefreshInvalidError
from casino_club.domains.auth.guards import AppAuth, CurrentUser, RevokingDb, UngatedUser
from casino_club.domains.users.errors import RefusedInputError
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, Language, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

__all__ = ["dev_router", "router"]

router = house_router(prefix="/api", tags=["access"])


def entry_out(response: Response, client: Client, entry: Entry) -> EntryOut:
    """The flat answer of a sign-up or log-in; in cookie mode the refresh token goes into the cookie instead."""
    return EntryOut(
        access_token=entry.tokens.access_token,
        refresh_token=keep_refresh_token(response, client, entry.tokens),
        expires_in=entry.tokens.expires_in_s,
        user=UserOut.model_validate(entry.user),
    )


@router.post("/auth/signup", status_code=status.HTTP_201_CREATED, responses=errors(400, 403, 409, 422, 503))
async def sign_up(
    body: SignupIn,
    request: Request,
    response: Response,
    client: SessionClient,
    language: Language,
    auth: AppAuth,
    database: AppDatabase,
    settings: AppSettings,
) -> EntryOut:
    """Make an account with an invite code. Answers as a log-in does."""
    spoken = "en" if request.headers.get("accept-language") and language == "en" else "ko"
    try:
        user = body.new_user(locale=spoken, today=auth.clock.now().date())
    except RefusedInputError as error:
        raise FieldError([("body.birth_date", error.reason)]) from error
    entry = await service.sign_up(
        auth,
        database,
        user=user,
        password=body.password,
        invite_code=body.invite_code,
        unlimited_code=settings.unlimited_invite_code,
        client=client,
    )
    return entry_out(response, client, entry)


@router.post("/auth/login", responses=errors(401, 403, 422, 429, 503))
async def log_in(
    body: LoginIn, response: Response, client: SessionClient, auth: AppAuth, database: AppDatabase
) -> EntryOut:
    """Open a session by login name or nickname. Five failures in ten minutes lock the login (429)."""
    entry = await service.log_in(auth, database, login=body.site_id, password=body.password, client=client)
    return entry_out(response, client, entry)


@router.post("/auth/refresh", responses=errors(401, 403, 422))
async def refresh(
    response: Response,
    client: SessionClient,
    auth: AppAuth,
    body: RefreshIn | None = None,
    cookie: Annotated[str | None, Cookie(alias=REFRESH_COOKIE, max_length=256, include_in_schema=False)] = None,
) -> TokensOut:
    """A new pair for a refresh token; the old one is dead. A dead one that comes back ends the whole session."""
    if client.cookie_mode:
        if cookie is None:
            raise RefreshInvalidError
        token = cookie
    elif body is not None:
        token = body.refresh_token
    else:
        raise FieldError([("body.refresh_token", "missing")])
    tokens = await auth_public.refresh(auth, token=token, client=client)
    return TokensOut(
        access_token=tokens.access_token,
        refresh_token=keep_refresh_token(response, client, tokens),
        expires_in=tokens.expires_in_s,
    )


@router.post("/auth/logout", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401))
async def log_out(user: UngatedUser, response: Response, auth: AppAuth, session: RevokingDb) -> None:
    """End this session; its access token is refused from now on."""
    await auth_public.end_session(session, auth=auth, user_id=user.user_id, session_id=user.session_id, reason="logout")
    forget_refresh_token(response)


@router.post("/auth/logout-all", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403))
async def log_out_everywhere(user: CurrentUser, response: Response, auth: AppAuth, session: RevokingDb) -> None:
    """End every session of the user, this one too."""
    await auth_public.end_sessions(session, auth=auth, user_id=user.user_id, reason="logout_all")
    forget_refresh_token(response)


@router.get("/auth/sessions", responses=errors(401, 403))
async def list_sessions(user: CurrentUser, session: ReadDb, clock: AppClock) -> SessionsOut:
    """Own live sessions, the latest seen first. A session is seen when it refreshes."""
    views = await auth_public.list_sessions(session, user_id=user.user_id, now=clock.now())
    return SessionsOut(
        items=[
            SessionOut(
                id=view.id,
                device=view.device,
                ip=view.ip,
                current=view.id == user.session_id,
                created_at=view.created_at,
                last_seen_at=view.last_seen_at,
                expires_at=view.expires_at,
            )
            for view in views
        ]
    )


@router.delete(
    "/auth/sessions/{session_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422)
)
async def end_session(session_id: UUID, user: CurrentUser, auth: AppAuth, session: RevokingDb) -> None:
    """End one of the own sessions."""
    await auth_public.end_session(
        session, auth=auth, user_id=user.user_id, session_id=session_id, reason="ended_by_user"
    )


router.routes.extend(user_router.routes)
router.routes.extend(admin_router.routes)
