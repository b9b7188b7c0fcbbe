"""The notification centre, preferences and push subscriptions over HTTP, and what operators see of them."""

import base64
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, status
from fastapi.responses import HTMLResponse

from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.notifications import delivery_repository, keys, repository, service
from casino_club.domains.notifications.contracts import Kind
from casino_club.domains.notifications.errors import PushEndpointRefusedError, PushSubscriptionNotFoundError
from casino_club.domains.notifications.letters import render_page
from casino_club.domains.notifications.push import are_keys
from casino_club.domains.notifications.schemas import (
    DeliveryCountOut,
    DeliveryCountsOut,
    NotificationOut,
    NotificationsOut,
    PreferencesIn,
    PreferencesOut,
    PushKeyOut,
    PushSubscriptionIn,
    PushSubscriptionOut,
    PushSubscriptionsOut,
    TemplateOut,
    TemplatesOut,
    UnreadOut,
)
from casino_club.domains.notifications.templates import TEMPLATES
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, Language, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import HouseRoute, house_router
from casino_club.infra.http.schemas import Cursor, Limit, decode_cursor, encode_cursor, errors
from casino_club.infra.net import is_allowed_endpoint

router = APIRouter()
own = house_router(prefix="/api/notifications", tags=["notifications"])
admin = APIRouter(prefix="/api/admin/notifications", tags=["admin"], route_class=HouseRoute)

BROWSERS_MAX: Final = 10
_DEVICE_CHARS_MAX: Final = 200
_NEWEST: Final = UUID(int=2**128 - 1)
_PAGE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_STOP_WORDS: Final = {
    "ko": ("이 메일을 그만 받을까요?", "누르면 이런 종류의 메일을 더 보내지 않을게요.", "그만 받기"),
    "en": ("Stop mail like this?", "Press the button and we will not send mail of this kind any more.", "Stop it"),
}
_STOPPED_WORDS: Final = {
    "ko": ("이제 보내지 않을게요", "마음이 바뀌면 설정의 알림에서 언제든 다시 켤 수 있어요."),
    "en": ("You will not get mail like this any more", "You can switch it on again in your settings at any time."),
}


def _before(cursor: str | None) -> UUID:
    value = decode_cursor(cursor)
    try:
        return _NEWEST if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


@own.get("", responses=errors(401, 403, 422))
async def list_notifications(
    user: CurrentUser,
    session: ReadDb,
    unread: Annotated[bool | None, Query(description="only unread, or only read, entries")] = None,
    kind: Annotated[Kind | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> NotificationsOut:
    """The own centre, newest first."""
    rows = await repository.list_entries(
        session, user.user_id, unread=unread, kind=kind, before=_before(cursor), limit=limit + 1
    )
    items = [NotificationOut.model_validate(row) for row in rows[:limit]]
    following = encode_cursor(str(items[-1].id)) if len(rows) > limit else None
    count = await repository.count_unread(session, user.user_id)
    return NotificationsOut(items=items, next_cursor=following, unread=count)


@own.post("/read-all", responses=errors(401, 403, 422))
async def read_all(
    user: CurrentUser, session: WriteDb, clock: AppClock, kind: Annotated[Kind | None, Query()] = None
) -> UnreadOut:
    """Mark every own entry (of a kind) read; answers how many are unread then."""
    return UnreadOut(unread=await service.read_all(session, user_id=user.user_id, kind=kind, now=clock.now()))


@own.get("/preferences", responses=errors(401, 403, 404))
async def get_preferences(user: CurrentUser, session: ReadDb) -> PreferencesOut:
    """What the caller lets through."""
    return PreferencesOut.of(await service.get_preferences(session, user_id=user.user_id))


@own.put("/preferences", responses=errors(401, 403, 404, 422))
async def change_preferences(
    body: PreferencesIn, user: CurrentUser, session: WriteDb, clock: AppClock
) -> PreferencesOut:
    """Change what is given: channels, kinds on channels, the marketing opt-in, quiet hours and their time zone."""
    changed = await service.change_preferences(session, user_id=user.user_id, changes=body.changes(), now=clock.now())
    return PreferencesOut.of(changed)


@own.get("/push-key", responses=errors(401, 403, 503))
async def get_push_key(_: CurrentUser, database: AppDatabase) -> PushKeyOut:
    """The installation's public key for web push."""
    async with database.transaction() as session:
        await keys.ensure(session)
        public = keys.public_bytes(await keys.vapid_key(session))
    return PushKeyOut(public_key=base64.urlsafe_b64encode(public).decode().rstrip("="))


@own.get("/push-subscriptions", responses=errors(401, 403))
async def list_push_subscriptions(user: CurrentUser, session: ReadDb) -> PushSubscriptionsOut:
    """Own browsers that take push messages."""
    rows = await delivery_repository.list_subscriptions(session, user.user_id)
    items = [PushSubscriptionOut(id=row.id, device=row.device, created_at=row.created_at) for row in rows]
    return PushSubscriptionsOut(items=items)


@own.post("/push-subscriptions", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 422))
async def add_push_subscription(
    body: PushSubscriptionIn,
    user: CurrentUser,
    session: WriteDb,
    clock: AppClock,
    settings: AppSettings,
    request: Request,
) -> PushSubscriptionOut:
    """Let this browser take push messages; again gives the same id. At most ten a player: the oldest go."""
    if not is_allowed_endpoint(body.endpoint, public_only=settings.environment not in {"dev", "test"}):
        raise PushEndpointRefusedError
    if not are_keys(body.keys.p256dh, body.keys.auth):
        raise FieldError([("body.keys", "invalid_keys")])
    device = "".join(c for c in request.headers.get("user-agent", "") if c.isprintable())[:_DEVICE_CHARS_MAX]
    now = clock.now()
    id_ = await delivery_repository.subscribe(
        session,
        user.user_id,
        endpoint=body.endpoint,
        p256dh=body.keys.p256dh,
        auth=body.keys.auth,
        device=device,
        keep=BROWSERS_MAX,
        now=now,
    )
    return PushSubscriptionOut(id=id_, device=device, created_at=now)


@own.delete(
    "/push-subscriptions/{subscription_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404, 422),
)
async def delete_push_subscription(subscription_id: UUID, user: CurrentUser, session: WriteDb) -> None:
    """Send no more push messages to one of the own browsers."""
    if not await delivery_repository.unsubscribe(session, user.user_id, subscription_id):
        raise PushSubscriptionNotFoundError


Token = Annotated[str, Query(max_length=128)]


@own.get("/unsubscribe", response_class=HTMLResponse, responses=errors(404, 422))
async def ask_to_unsubscribe(session: ReadDb, token: Token, language: Language) -> HTMLResponse:
    """The page behind an e-mail's link. It changes nothing: mail scanners follow links."""
    await service.read_unsubscribe(session, token=token)
    title, body, button = _STOP_WORDS[language]
    page = render_page(locale=language, title=title, body=body, button=button)
    return HTMLResponse(page, headers=_PAGE_HEADERS)


@own.post("/unsubscribe", response_class=HTMLResponse, responses=errors(404, 422))
async def unsubscribe(session: WriteDb, clock: AppClock, token: Token, language: Language) -> HTMLResponse:
    """Stop mail of the link's kind (RFC 8058): the mail reader's own button, or the page's."""
    await service.unsubscribe(session, token=token, now=clock.now())
    title, body = _STOPPED_WORDS[language]
    return HTMLResponse(render_page(locale=language, title=title, body=body), headers=_PAGE_HEADERS)


@own.post("/{notification_id}/read", responses=errors(401, 403, 404, 422))
async def read_one(
    notification_id: Annotated[UUID, Path()], user: CurrentUser, session: WriteDb, clock: AppClock
) -> UnreadOut:
    """Mark an own entry read; answers how many are unread then. Again does no harm."""
    unread = await service.read_one(session, user_id=user.user_id, id_=notification_id, now=clock.now())
    return UnreadOut(unread=unread)


@admin.get("/templates", dependencies=[require_role("support")], responses=errors(401, 403))
async def list_templates() -> TemplatesOut:
    """Every message the club knows how to write, in both languages."""
    return TemplatesOut(items=[TemplateOut.model_validate(template) for template in TEMPLATES.values()])


@admin.get("/deliveries", dependencies=[require_role("support")], responses=errors(401, 403))
async def count_deliveries(session: ReadDb) -> DeliveryCountsOut:
    """E-mails and push messages by channel and status."""
    rows = await delivery_repository.counts(session)
    items = [
        DeliveryCountOut(channel=channel, status=state, count=number, oldest_due_at=oldest)
        for channel, state, number, oldest in sorted(rows, key=lambda row: row[:2])
    ]
    return DeliveryCountsOut(items=items)


router.routes.extend(own.routes)
router.routes.extend(admin.routes)
