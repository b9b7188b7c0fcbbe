"""Feedback over HTTP."""

from typing import Annotated, Literal

from fastapi import Query, Request

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.feedback import service
from casino_club.domains.feedback.schemas import FeedbackOut
from casino_club.infra.http.deps import AppClock, Language, ReadDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api", tags=["feedback"])

Word = Annotated[str, Query(min_length=1, max_length=32, pattern=r"^[A-Za-z_]+$")]


@router.get("/feedback", responses=errors(401, 403, 404, 422))
async def get_feedback(
    user: CurrentUser,
    request: Request,
    session: ReadDb,
    clock: AppClock,
    language: Language,
    action_type: Word,
    result: Word | None = None,
    locale: Annotated[Literal["ko", "en"] | None, Query()] = None,
) -> FeedbackOut:
    """What the club says after an action (`slot_spin`, `mission_claim`, …) that ended like this (`win`, `success`, …).

    Knows the player's run of wins or losses. In `locale`, else as `Accept-Language` says, else in the player's own.
    A round that paid no more than its stake is never celebrated, whatever `result` says.
    """
    spoken = locale or (language if request.headers.get("accept-language") else None)
    found = await service.get_feedback(
        session, user_id=user.user_id, action_type=action_type, result=result, language=spoken, now=clock.now()
    )
    return FeedbackOut(message=found.message, tone=found.tone, animation_key=found.animation_key)
