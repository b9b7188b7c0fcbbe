"""Pictures of wins over HTTP: `/api/share` for the player, `/share` for whoever has the link."""

import re
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response, status
from fastapi.responses import Response as FileResponse

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.friends import share_service
from casino_club.domains.friends.schemas import ShareIn, ShareOut
from casino_club.domains.friends.share_card import CardPrinter
from casino_club.domains.friends.share_repository import ShareLink
from casino_club.domains.friends.share_rules import Card, CardLocale, file_name
from casino_club.infra.http.deps import AppClock, AppDatabase, ClientIp, Language, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import HouseRoute, house_router
from casino_club.infra.http.schemas import errors

router = APIRouter()
own = house_router(prefix="/api/share", tags=["share"])
public = APIRouter(prefix="/share", tags=["share"], route_class=HouseRoute)

CARDS: Final = RateLimitItemPerMinute(20)
LINKS: Final = RateLimitItemPerMinute(20)
VIEWS: Final = RateLimitItemPerMinute(60)
_HOST: Final = re.compile(r"[A-Za-z0-9.:\[\]-]{1,60}")
_PICTURE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"image/png": {}}, "description": "The picture"},
    304: {"description": "Unchanged"},
}

IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", max_length=256)]


async def _printer(request: Request) -> CardPrinter:
    state = request.app.state
    if not hasattr(state, "card_printer"):
        state.card_printer = CardPrinter()
    return state.card_printer


AppPrinter = Annotated[CardPrinter, Depends(_printer)]


def _host(request: Request) -> str:
    """Where this club is, as the caller named it; a strange name is left out of the picture."""
    named = request.url.netloc
    return named if _HOST.fullmatch(named) else "casino-club"


async def _answer(card: Card, *, known: str | None, cache: str, printer: CardPrinter) -> Response:
    headers = {"ETag": card.etag, "Cache-Control": cache}
    if known is not None and card.etag in (tag.strip().removeprefix("W/") for tag in known.split(",")):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return FileResponse(await printer.print(card), media_type="image/png", headers=headers)


@own.get(
    "/rounds/{round_id}.png",
    response_class=FileResponse,
    responses={**_PICTURE, **errors(401, 403, 404, 409, 422, 429, 503)},
)
async def get_card(
    round_id: UUID,
    user: CurrentUser,
    request: Request,
    response: Response,
    database: AppDatabase,
    printer: AppPrinter,
    language: Language,
    locale: Annotated[CardLocale | None, Query()] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The picture of an own win, 1200 by 630: game, nickname, multiplier, win, date and where to check it.

    A round that paid no more than its stake has none: 409 `not_a_win`.
    """
    await enforce(request, response, CARDS, "share.card", str(user.user_id))
    spoken: CardLocale = locale or ("en" if language == "en" else "ko")
    async with database.read() as session:  # given back before the drawing
        card = await share_service.own_card(
            session, user_id=user.user_id, round_id=round_id, host=_host(request), locale=spoken
        )
    answer = await _answer(card, known=if_none_match, cache="private, max-age=86400", printer=printer)
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(round_id)}"'
    return answer


def _share_out(request: Request, link: ShareLink) -> ShareOut:
    url = f"{request.url.scheme}://{_host(request)}/share/{link.token}.png"
    return ShareOut(token=link.token, url=url, created_at=link.created_at)


@own.post("/rounds/{round_id}", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 404, 409, 422, 429))
async def make_link(
    round_id: UUID,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    body: ShareIn | None = None,
) -> ShareOut:
    """Make the picture of an own win public by a link nobody can guess. A repeat answers the link that stands."""
    await enforce(request, response, LINKS, "share.link", str(user.user_id))
    locale = None if body is None else body.locale
    link = await share_service.share(session, user_id=user.user_id, round_id=round_id, locale=locale, now=clock.now())
    return _share_out(request, link)


@own.get("/rounds/{round_id}", responses=errors(401, 403, 404, 422))
async def get_link(round_id: UUID, user: CurrentUser, request: Request, session: ReadDb) -> ShareOut | None:
    """The link that stands for an own round; null while it is not shared."""
    link = await share_service.find_share(session, user_id=user.user_id, round_id=round_id)
    return None if link is None else _share_out(request, link)


@own.delete("/rounds/{round_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422))
async def revoke_link(round_id: UUID, user: CurrentUser, session: WriteDb) -> None:
    """Take the link back: it answers 404 from now on, and a new one will be another."""
    await share_service.revoke(session, user_id=user.user_id, round_id=round_id)


@public.get("/{token}.png", response_class=FileResponse, responses={**_PICTURE, **errors(404, 422, 429, 503)})
async def get_shared_card(
    token: Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")],
    request: Request,
    response: Response,
    database: AppDatabase,
    clock: AppClock,
    printer: AppPrinter,
    address: ClientIp,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """A shared picture, for whoever has the link. No log-in."""
    await enforce(request, response, VIEWS, "share.view", address)
    async with database.read() as session:
        card = await share_service.shared_card(session, token=token, host=_host(request), now=clock.now())
    # Asked again each time: a link that was taken back is dead at once.
    return await _answer(card, known=if_none_match, cache="public, no-cache", printer=printer)


router.routes.extend(own.routes)
router.routes.extend(public.routes)
