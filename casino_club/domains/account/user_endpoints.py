"""The own account, and what others may see of it."""

import asyncio
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import orjson
from fastapi import Request, Response, status

from casino_club.domains.account import public, service
from casino_club.domains.account.contracts import OwnUser, Profile
from casino_club.domains.account.cookies import forget_refresh_token
from casino_club.domains.account.schemas import (
    AccountDeleteIn,
    OwnDataOut,
    OwnProfileOut,
    PasswordChangeIn,
    PlayingOut,
    ProfilePatchIn,
    ProfileStatsOut,
    PublicProfileOut,
    UserOut,
)
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import AppAuth, CurrentUser, UngatedUser
from casino_club.domains.users import public as users
from casino_club.infra.http.deps import AppClock, AppDatabase, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import RowId, errors
from casino_club.kernel.clock import iso_z

router = house_router(prefix="/api", tags=["access"])

EXPORTS_PER_MINUTE: Final = RateLimitItemPerMinute(3)


async def own_user(user: UngatedUser, session: ReadDb) -> OwnUser:
    """The caller as they see themselves."""
    return await public.get_user(session, user_id=user.user_id, must_change_password=user.must_change_password)


@router.get("/auth/me", responses=errors(401, 404))
async def get_me(user: UngatedUser, session: ReadDb) -> UserOut:
    """The caller."""
    return UserOut.model_validate(await own_user(user, session))


@router.get("/users/me", responses=errors(401, 404))
async def get_own_user(user: UngatedUser, session: ReadDb) -> UserOut:
    """The caller."""
    return UserOut.model_validate(await own_user(user, session))


async def change_profile(body: ProfilePatchIn, user: Principal, session: WriteDb, clock: AppClock) -> OwnUser:
    """Apply a patch, answer the whole user."""
    changed = await users.change_profile(
        session,
        user_id=user.user_id,
        now=clock.now(),
        nickname=body.nickname,
        locale=body.locale,
        avatar=body.avatar,
        notify=None if body.notify is None else body.notify.model_dump(exclude_none=True),
    )
    return await service.own_user(session, user=changed, must_change_password=user.must_change_password)


@router.patch("/users/me", responses=errors(401, 403, 404, 409, 422, 429))
async def patch_own_user(body: ProfilePatchIn, user: CurrentUser, session: WriteDb, clock: AppClock) -> UserOut:
    """Change nickname (once in seven days), language, avatar, notification settings."""
    return UserOut.model_validate(await change_profile(body, user, session, clock))


@router.post(
    "/users/me/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 422, 429, 503),
)
async def change_password(body: PasswordChangeIn, user: UngatedUser, auth: AppAuth, database: AppDatabase) -> None:
    """Change the password: the other sessions end, this one goes on with the token it has."""
    await auth_public.change_password(
        auth,
        database,
        principal=user,
        current_password=body.current_password,
        new_password=body.new_password,
    )


@router.get("/users/me/export", responses={200: {"model": OwnDataOut}, **errors(401, 403, 404, 429)})
async def export_own_data(
    user: CurrentUser, request: Request, response: Response, session: ReadDb, clock: AppClock
) -> Response:
    """Everything the club keeps about the caller, as one JSON file."""
    await enforce(request, response, EXPORTS_PER_MINUTE, "export", str(user.user_id))
    data = await service.export(session, user_id=user.user_id, now=clock.now())

    def plain(value: Any) -> str:
        return iso_z(value) if isinstance(value, datetime) else str(value)

    def render() -> bytes:
        return orjson.dumps(asdict(data), default=plain, option=orjson.OPT_PASSTHROUGH_DATETIME)

    file = Response(await asyncio.to_thread(render), media_type="application/json")
    file.headers["Content-Disposition"] = 'attachment; filename="casino-club-data.json"'
    file.headers["Cache-Control"] = "no-store"
    return file


@router.delete(
    "/users/me",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404, 422, 429, 503),
)
async def delete_own_account(
    body: AccountDeleteIn, user: CurrentUser, response: Response, auth: AppAuth, database: AppDatabase
) -> None:
    """Delete the account: personal data goes, the ledger keeps its numbers. Asks for the password again."""
    await service.delete(auth, database, user_id=user.user_id, password=body.password)
    forget_refresh_token(response)


def _stats_out(profile: Profile) -> ProfileStatsOut:
    games = profile.stats.values()
    return ProfileStatsOut(
        plays=sum(game.plays for game in games),
        wins=sum(game.wins for game in games),
        best_win=max((game.best_win for game in games), default=0),
        best_streak=max((game.best_streak for game in games), default=0),
        highest_multiplier=max((game.highest_multiplier_x100 for game in games), default=0) / 100,
    )


@router.get("/users/{user_id}/profile", responses=errors(401, 403, 404, 422))
async def get_profile(
    user_id: RowId, caller: CurrentUser, session: ReadDb, clock: AppClock
) -> OwnProfileOut | PublicProfileOut:
    """A player's profile: whole for its owner, public fields for everybody else."""
    profile = await service.get_profile(session, user_id=user_id, seen_by=caller.user_id, now=clock.now())
    user, playing = profile.user, profile.playing
    shown = None
    if playing is not None:
        shown = PlayingOut(game=playing.game, variant=playing.variant, started_at=playing.started_at)
    if caller.user_id != user_id:
        return PublicProfileOut(
            id=user.id,
            nickname=user.nickname,
            avatar=user.avatar,
            level=user.level,
            vip_tier=user.vip_tier,
            created_at=user.created_at,
            stats=_stats_out(profile),
            now_playing=shown,
        )
    own = await service.own_user(session, user=user, must_change_password=caller.must_change_password)
    return OwnProfileOut(
        **asdict(own),
        phone_number=user.phone_number,
        email=user.email,
        birth_date=user.birth_date,
        notify=user.notify,
        stats=_stats_out(profile),
        now_playing=shown,
    )
