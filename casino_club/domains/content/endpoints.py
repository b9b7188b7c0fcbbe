"""Stories and age checks over HTTP."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.content import age, repository, rules, service
from casino_club.domains.content.admin_endpoints import router as admin
from casino_club.domains.content.catalog import shipped_stories
from casino_club.domains.content.schemas import (
    AgeFinishIn,
    AgeVerificationIn,
    AgeVerificationOut,
    ContentNoticeOut,
    PastUnlockOut,
    StoriesOut,
    StoryOut,
    StoryTextOut,
    UnlockIn,
    UnlockOut,
)
from casino_club.domains.content.verifier import AppAgeVerifier
from casino_club.domains.users import public as users
from casino_club.domains.users.errors import RefusedInputError
from casino_club.domains.wallet import public as wallet
from casino_club.infra.http.deps import AppClock, AppDatabase, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader, answer_with_key
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

router = APIRouter()
stories = house_router(prefix="/api", tags=["stories"])

_NEWEST: Final = UUID(int=2**128 - 1)


@stories.get("/users/me/age-verification", responses=errors(401, 403, 404))
async def get_age_verification(user: CurrentUser, session: ReadDb, clock: AppClock) -> AgeVerificationOut:
    """Where the own age check stands."""
    return AgeVerificationOut.model_validate(await age.state_of(session, user_id=user.user_id, now=clock.now()))


@stories.post("/users/me/age-verification", responses=errors(401, 403, 404, 409, 422, 503))
async def verify_age(
    body: AgeVerificationIn, user: CurrentUser, database: AppDatabase, clock: AppClock, verifier: AppAgeVerifier
) -> AgeVerificationOut:
    """Declare to be 19 or over and have it checked. A check that holds is answered as it stands."""
    try:
        born = None if body.birth_date is None else users.clean_birth_date(body.birth_date, clock.now().date())
    except RefusedInputError as error:
        raise FieldError([("body.birth_date", error.reason)]) from error
    return AgeVerificationOut.model_validate(
        await age.verify(database, clock, verifier, user_id=user.user_id, born=born)
    )


@stories.post("/users/me/age-verification/finish", responses=errors(401, 403, 404, 409, 422, 503))
async def finish_age_verification(
    body: AgeFinishIn, user: CurrentUser, database: AppDatabase, clock: AppClock, verifier: AppAgeVerifier
) -> AgeVerificationOut:
    """Come back from the provider's page with what it handed over."""
    try:
        verification_id = UUID(body.verification_id)
    except ValueError as error:
        raise FieldError([("body.verification_id", "uuid")]) from error
    state = await age.finish(
        database, clock, verifier, user_id=user.user_id, verification_id=verification_id, token=body.token
    )
    return AgeVerificationOut.model_validate(state)


@stories.get("/content", responses=errors(401, 403))
async def list_content(user: CurrentUser, session: ReadDb, clock: AppClock) -> StoriesOut:
    """Every story and how far it is open. 403 `age_verification_required` before an age check."""
    views = await service.list_stories(session, user_id=user.user_id, now=clock.now())
    return StoriesOut(
        items=[StoryOut.of(view, with_text=False) for view in views], notice=StoryTextOut.model_validate(rules.NOTICE)
    )


@stories.get("/content/notice", responses=errors(401, 403))
async def get_notice(user: CurrentUser, session: ReadDb, clock: AppClock) -> ContentNoticeOut:
    """The legal notice, and where the own age check stands. Open before the check."""
    state = await age.state_of(session, user_id=user.user_id, now=clock.now())
    return ContentNoticeOut(
        notice=StoryTextOut.model_validate(rules.NOTICE), age=AgeVerificationOut.model_validate(state)
    )


@stories.get("/content/unlocks", responses=errors(401, 403, 422))
async def list_unlocks(
    user: CurrentUser, session: ReadDb, cursor: Cursor = None, limit: Limit = 50
) -> Page[PastUnlockOut]:
    """What the player has opened, newest first."""
    asked = decode_cursor(cursor)
    try:
        before = _NEWEST if asked is None else UUID(asked)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    rows = await repository.page_unlocks(session, user.user_id, before=before, limit=limit + 1)
    known = shipped_stories()
    items = [
        PastUnlockOut(
            id=row.id,
            content_id=row.content_id,
            title=StoryTextOut.model_validate(known[row.content_id].title) if row.content_id in known else None,
            stage=row.stage,
            method=row.method,
            price=row.price,
            created_at=row.created_at,
        )
        for row in rows[:limit]
    ]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@stories.get("/content/{content_id}", responses=errors(401, 403, 404, 422))
async def get_content(
    content_id: Annotated[str, Path(min_length=1, max_length=64)], user: CurrentUser, session: ReadDb, clock: AppClock
) -> StoryOut:
    """One story with the words of its open stages."""
    view = await service.get_story_view(session, user_id=user.user_id, content_id=content_id, now=clock.now())
    return StoryOut.of(view, with_text=True)


@stories.post("/unlock", responses=errors(401, 402, 403, 404, 409, 422))
async def unlock_content(
    body: UnlockIn, user: CurrentUser, response: Response, session: WriteDb, clock: AppClock, key: RequestKeyHeader
) -> UnlockOut:
    """Open the next stage of a story: free by tier or level, else for its gold. Asking again changes nothing."""
    await wallet.lock_player(session, user_id=user.user_id)

    async def work() -> UnlockOut:
        done = await service.unlock(
            session, user_id=user.user_id, content_id=body.content_id, stage=body.stage, now=clock.now()
        )
        return UnlockOut.of(done)

    return await answer_with_key(session, response, user_id=user.user_id, key=key, shape=UnlockOut, work=work)


router.routes.extend(stories.routes)
router.routes.extend(admin.routes)
