"""The quiz and recommendations over HTTP."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games.deps import AppGames
from casino_club.domains.quiz import repository, service
from casino_club.domains.quiz.schemas import (
    QuizOut,
    QuizResultOut,
    QuizSubmitIn,
    QuizSubmitOut,
    RecommendationFeedbackIn,
    RecommendationFeedbackOut,
    RecommendationsOut,
)
from casino_club.domains.wallet import public as wallet
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api", tags=["quiz"])

CALLS_PER_MINUTE: Final = RateLimitItemPerMinute(60)


@router.get("/quiz", responses=errors(401, 403))
async def get_quiz(user: CurrentUser, session: ReadDb, clock: AppClock) -> QuizOut:
    """The open version, its reward while it is to be had, and the own newest result."""
    return QuizOut.of(await service.get_state(session, user_id=user.user_id, now=clock.now()))


@router.get("/quiz/history", responses=errors(401, 403, 422))
async def list_quiz_history(
    user: CurrentUser, session: ReadDb, cursor: Cursor = None, limit: Limit = 20
) -> Page[QuizResultOut]:
    """Own results, newest first."""
    asked = decode_cursor(cursor)
    try:
        before = repository.NEWEST if asked is None else UUID(asked)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    rows = await repository.list_results(session, user.user_id, before=before, limit=limit + 1)
    items = [QuizResultOut.of(row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@router.post("/quiz/submit", responses=errors(401, 403, 409, 422, 429))
async def submit_quiz(
    body: QuizSubmitIn, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> QuizSubmitOut:
    """Answer every question once. The first result of a version is rewarded; after 30 days it may be taken again."""
    await enforce(request, response, CALLS_PER_MINUTE, "quiz", str(user.user_id))
    await wallet.lock_player(session, user_id=user.user_id)
    done = await service.submit(
        session,
        user_id=user.user_id,
        version=body.version,
        answers=[(answer.question_id, answer.option_id) for answer in body.answers],
        now=clock.now(),
    )
    return QuizSubmitOut.of(done)


@router.get("/recommend/personalized", responses=errors(401, 403))
async def list_recommendations(
    user: CurrentUser, session: ReadDb, games: AppGames, clock: AppClock
) -> RecommendationsOut:
    """Games to try and things to look at, each with its reason. Players who asked for limits are left in peace."""
    now = clock.now()
    return RecommendationsOut.of(await service.suggestions(session, games, user_id=user.user_id, now=now), now)


@router.post("/recommend/{recommendation_id}/feedback", responses=errors(401, 403, 404, 422, 429))
async def give_recommendation_feedback(
    recommendation_id: Annotated[str, Path(min_length=1, max_length=64)],
    body: RecommendationFeedbackIn,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
) -> RecommendationFeedbackOut:
    """Say what you think of a suggestion; `not_for_me` keeps it away for 90 days."""
    await enforce(request, response, CALLS_PER_MINUTE, "recommend-feedback", str(user.user_id))
    await service.give_feedback(
        session, user_id=user.user_id, recommendation_id=recommendation_id, verdict=body.verdict, now=clock.now()
    )
    return RecommendationFeedbackOut(id=recommendation_id, verdict=body.verdict)
