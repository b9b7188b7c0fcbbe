"""The capsules' old path, kept for older clients: marked deprecated, counted, answering as the new one does."""

from fastapi import Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.gacha import endpoints
from casino_club.domains.gacha.schemas import PullIn, PullOut
from casino_club.domains.games.deps import AppGames
from casino_club.infra.http.deprecation import Deprecated
from casino_club.infra.http.deps import WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api", tags=["legacy"])


@router.post("/gacha/pull", deprecated=True, responses=errors(401, 402, 403, 404, 409, 413, 422, 503))
async def pull(
    _: Deprecated,
    user: CurrentUser,
    body: PullIn,
    response: Response,
    session: WriteDb,
    games: AppGames,
    key: RequestKeyHeader,
) -> PullOut:
    """Use `POST /api/gacha/spin`."""
    return await endpoints.pull_capsules(user, body, response, session, games, key)
