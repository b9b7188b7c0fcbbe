"""Old paths of access, kept for older clients: marked deprecated, counted, answering as the new ones do."""

from fastapi import Request, Response, status

from casino_club.domains.account import endpoints
from casino_club.domains.account.contracts import OwnUser
from casino_club.domains.account.cookies import SessionClient
from casino_club.domains.account.schemas import EntryOut, ProfilePatchIn, SignupIn, UserOut
from casino_club.domains.account.user_endpoints import change_profile, own_user
from casino_club.domains.auth.guards import AppAuth, CurrentUser, UngatedUser
from casino_club.infra.http.deprecation import Deprecated
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, Language, ReadDb, WriteDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Amount, errors

router = house_router(prefix="/api", tags=["legacy"])


class LegacyUserOut(UserOut):
    """The user with the balances' old names too."""

    regular_coin_balance: Amount
    premium_gem_balance: Amount


def _legacy(user: OwnUser) -> LegacyUserOut:
    shown = UserOut.model_validate(user).model_dump()
    return LegacyUserOut(**shown, regular_coin_balance=user.gold_balance, premium_gem_balance=user.gem_balance)


@router.post(
    "/auth/register",
    status_code=status.HTTP_201_CREATED,
    deprecated=True,
    responses=errors(400, 403, 409, 422, 503),
)
async def register(
    _: Deprecated,
    body: SignupIn,
    request: Request,
    response: Response,
    client: SessionClient,
    language: Language,
    auth: AppAuth,
    database: AppDatabase,
    settings: AppSettings,
) -> EntryOut:
    """Use `POST /api/auth/signup`."""
    return await endpoints.sign_up(body, request, response, client, language, auth, database, settings)


@router.get("/auth/profile", deprecated=True, responses=errors(401, 404))
async def get_auth_profile(_: Deprecated, user: UngatedUser, session: ReadDb) -> LegacyUserOut:
    """Use `GET /api/users/me`."""
    return _legacy(await own_user(user, session))


@router.get("/users/profile", deprecated=True, responses=errors(401, 404))
async def get_users_profile(_: Deprecated, user: UngatedUser, session: ReadDb) -> LegacyUserOut:
    """Use `GET /api/users/me`."""
    return _legacy(await own_user(user, session))


@router.put("/auth/profile", deprecated=True, responses=errors(401, 403, 404, 409, 422, 429))
async def put_auth_profile(
    _: Deprecated, body: ProfilePatchIn, user: CurrentUser, session: WriteDb, clock: AppClock
) -> LegacyUserOut:
    """Use `PATCH /api/users/me`."""
    return _legacy(await change_profile(body, user, session, clock))
