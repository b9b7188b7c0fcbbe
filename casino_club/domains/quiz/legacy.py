"""The recommendations' old path, kept for older clients: marked deprecated, counted, answering as the new one does."""

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games.deps import AppGames
from casino_club.domains.quiz import endpoints
from casino_club.domains.quiz.schemas import RecommendationsOut
from casino_club.infra.http.deprecation import Deprecated
from casino_club.infra.http.deps import AppClock, ReadDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="", tags=["legacy"])


@router.get("/recommend/personalized", deprecated=True, responses=errors(401, 403))
async def list_recommendations(
    _: Deprecated, user: CurrentUser, session: ReadDb, games: AppGames, clock: AppClock
) -> RecommendationsOut:
    """Use `GET /api/recommend/personalized`."""
    return await endpoints.list_recommendations(user, session, games, clock)
