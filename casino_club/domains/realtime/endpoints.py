"""The ticket route and the socket itself. `docs/realtime.md` describes what travels on it."""

from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from fastapi import WebSocket

from casino_club.domains.auth.contracts import Principal, Revocation
from casino_club.domains.auth.errors import UnauthenticatedError
from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.auth.public import Verifier
from casino_club.domains.dashboard import public as dashboard
from casino_club.domains.dashboard.schemas import LiveStateOut
from casino_club.domains.realtime import tickets
from casino_club.domains.realtime.errors import LiveUnavailableError
from casino_club.infra.http.deps import AppRedis
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Out, errors
from casino_club.infra.realtime.client import serve
from casino_club.infra.realtime.hub import CLOSE_UNAUTHENTICATED, Hub
from casino_club.infra.redis import RedisUnavailable

log = structlog.get_logger(__name__)
router = house_router(prefix="/api/realtime", tags=["realtime"])

CLOSE_FORBIDDEN: Final = 4403
CLOSE_TRY_LATER: Final = 1013
_SEQ_DIGITS_MAX: Final = 16


class TicketOut(Out):
    """Open `/api/realtime/sync?ticket=…` with it, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int


@router.post("/ticket", responses=errors(401, 403, 503))
async def create_realtime_ticket(user: CurrentUser, redis: AppRedis) -> TicketOut:
    """A one-use ticket for the live stream."""
    try:
        ticket = await tickets.issue(redis, user)
    except RedisUnavailable as error:
        raise LiveUnavailableError(retry_after_s=1) from error
    return TicketOut(ticket=ticket, expires_in=tickets.TTL_S)


@router.websocket("/sync")
async def sync(websocket: WebSocket) -> None:
    """The live stream of one player. Refusals are close codes, so the handshake itself always succeeds."""
    await websocket.accept()
    if _is_foreign(websocket):
        await websocket.close(CLOSE_FORBIDDEN, "foreign origin")
        return
    try:
        principal = await _principal(websocket)
    except RedisUnavailable:
        await websocket.close(CLOSE_TRY_LATER, "try later")
        return
    verifier: Verifier = websocket.app.state.verifier
    if principal is None or verifier.is_revoked(principal):
        await websocket.close(CLOSE_UNAUTHENTICATED, "unauthenticated")
        return
    if principal.must_change_password:
        await websocket.close(CLOSE_FORBIDDEN, "password change required")
        return
    structlog.contextvars.bind_contextvars(user_id=principal.user_id)
    hub: Hub = websocket.app.state.hub
    await serve(websocket, hub, user_id=principal.user_id, session_id=principal.session_id, since=_since_of(websocket))


def _is_foreign(websocket: WebSocket) -> bool:
    """True for a page of another site; a client that is no browser sends no Origin."""
    origin = websocket.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != websocket.headers.get("host", "").lower()


def _since_of(websocket: WebSocket) -> int | None:
    text = websocket.query_params.get("since", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _SEQ_DIGITS_MAX else None


async def _principal(websocket: WebSocket) -> Principal | None:
    ticket = websocket.query_params.get("ticket")
    if ticket is not None:
        return await tickets.redeem(websocket.app.state.redis, ticket)
    scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    verifier: Verifier = websocket.app.state.verifier
    try:
        return verifier.authenticate(token.strip())
    except UnauthenticatedError:
        return None


def build_hub(state: Any) -> Hub:
    """The process's hub, on what stands on the application's `state`; sessions that end close their sockets."""

    async def state_of(user_id: int) -> dict[str, Any]:
        now = state.clock.now()
        async with state.database.read() as session:
            standing = await dashboard.read_standing(session, user_id=user_id, now=now)
        return LiveStateOut.of(standing, now).model_dump(mode="json")

    hub = Hub(state.redis, state_of=state_of, clock=state.clock)

    def on_revoke(revocation: Revocation) -> None:
        if revocation.kind == "password_changed":
            return
        if revocation.kind == "account_excluded":
            hub.close_sockets(revocation.user_id, None, code=CLOSE_FORBIDDEN, reason="excluded")
            return
        session_id = revocation.session_id if revocation.kind == "session_ended" else None
        hub.close_sockets(revocation.user_id, session_id, code=CLOSE_UNAUTHENTICATED, reason="session ended")

    verifier: Verifier = state.verifier
    verifier.on_revoke(on_revoke)
    return hub
