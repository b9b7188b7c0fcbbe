"""What a client may say on its socket, and what becomes of one that says too much."""

import time
from typing import Any, Final, cast
from uuid import UUID

import structlog
from starlette.websockets import WebSocket

from casino_club.infra.http.strict_json import MalformedJsonError, loads
from casino_club.infra.realtime.hub import CLOSE_BROKEN, Hub, Socket
from casino_club.infra.realtime.protocol import live_protocol_of

log = structlog.get_logger(__name__)

MESSAGES_A_SECOND: Final = 20
BURST: Final = 40
CLOSE_FLOODING: Final = 4429
TOPIC_CHARS_MAX: Final = 64


class TokenBucket:
    """Lets `burst` through at once and `rate_per_s` in the long run."""

    def __init__(self, *, rate_per_s: float, burst: float, now: float) -> None:
        self._rate = rate_per_s
        self._burst = burst
        self._tokens = burst
        self._at = now

    def take(self, now: float) -> bool:
        """True while there is room at `now` (seconds of a monotonic clock)."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


async def serve(websocket: WebSocket, hub: Hub, *, user_id: int, session_id: UUID, since: int | None) -> None:
    """Run an accepted socket until it closes."""
    peer = live_protocol_of(websocket.scope.get("extensions"))
    if peer is None:
        log.error("live_protocol_missing", hint="serve with ws=LiveProtocol")
        await websocket.close(CLOSE_BROKEN)
        return
    socket = Socket(user_id, session_id, peer, since)
    bucket = TokenBucket(rate_per_s=MESSAGES_A_SECOND, burst=BURST, now=time.monotonic())
    hub.add(socket)
    try:
        while True:
            received = await websocket.receive()
            if received["type"] == "websocket.disconnect":
                return
            if not bucket.take(time.monotonic()):
                peer.close(CLOSE_FLOODING, "flooding")
                continue
            answer = handle(hub, socket, received.get("text"))
            if answer is not None:
                hub.tell(socket, *answer)
    finally:
        hub.remove(socket)


def handle(hub: Hub, socket: Socket, text: str | None) -> tuple[str, Any] | None:
    """Act on one client message; answers the type and data of the reply, if there is one.

    Fields stand beside `type`, or in `data` as they do in the server's messages.
    """
    try:
        message = loads((text or "").encode("utf-8", "surrogatepass"))
    except MalformedJsonError:
        message = None
    fields = cast("dict[str, Any]", message if isinstance(message, dict) else {})
    facts: dict[str, Any] = {**fields, **(fields["data"] if isinstance(fields.get("data"), dict) else {})}
    match fields.get("type"):
        case "ping":
            return "pong", {}
        case "ack":
            seq = facts.get("seq")
            return None if isinstance(seq, int) and not isinstance(seq, bool) else _refusal("bad_message")
        case "subscribe":
            return _topic(hub.subscribe, socket, facts.get("topic"), "subscribed")
        case "unsubscribe":
            return _topic(hub.unsubscribe, socket, facts.get("topic"), "unsubscribed")
        case _:
            return _refusal("bad_message")


def _topic(change: Any, socket: Socket, topic: Any, done: str) -> tuple[str, Any]:
    if not isinstance(topic, str) or len(topic) > TOPIC_CHARS_MAX:
        return _refusal("bad_message")
    return (done, {"topic": topic}) if change(socket, topic) else _refusal("unknown_topic")


def _refusal(code: str) -> tuple[str, Any]:
    return "error", {"code": code}
