"""`GET /api/dashboard`: one call, and next to nothing when nothing changed."""

from typing import Annotated

from fastapi import Header, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.dashboard import repository, service
from casino_club.domains.dashboard.schemas import DashboardOut
from casino_club.domains.games.deps import AppGames
from casino_club.domains.games.schemas import GameOut
from casino_club.infra.http.deps import AppClock, Language, ReadDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api", tags=["dashboard"])


def _matches(if_none_match: str | None, etag: str) -> bool:
    if if_none_match is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or "*" in tags


@router.get(
    "/dashboard",
    response_model=DashboardOut,
    responses={304: {"description": "nothing changed since the given ETag"}, **errors(401, 403, 404)},
)
async def get_dashboard(
    user: CurrentUser,
    session: ReadDb,
    games: AppGames,
    clock: AppClock,
    language: Language,
    if_none_match: Annotated[str | None, Header(max_length=1024)] = None,
) -> Response:
    """Everything the home screen shows, with an `ETag`; 304 when `If-None-Match` names it."""
    offer = [games.summary(game.code) for game in games.all()]
    now = clock.now()
    await repository.begin_snapshot(session)
    etag = await service.etag_of(session, user_id=user.user_id, offer=offer, language=language, now=now)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language"}
    if _matches(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    home = await service.read_home(session, games, user_id=user.user_id, now=now)
    shown = [GameOut.model_validate(game) for game in offer]
    dashboard = DashboardOut.of(home, games=shown, language=language, now=now)
    return Response(dashboard.model_dump_json(by_alias=True), headers=headers, media_type="application/json")
