"""The outermost ASGI layer: an id, a body limit, a metric and safe headers for every request.

Plain ASGI on purpose: it wraps the batched lane too, where a framework middleware would cost more than the bet.
"""

import re
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from itertools import count
from typing import Any, Final

import structlog
from prometheus_client import Counter, Histogram

from casino_club.infra.http.errors import domain_error_parts, language_of
from casino_club.kernel.errors import DomainError, Messages

log = structlog.get_logger("http")

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES_MAX: Final = 1024 * 1024
SLOW_S: Final = 1.0
_STREAM: Final = b"text/event-stream"
_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")

REQUESTS = Counter("casino_club_http_requests_total", "Answered requests", ["method", "route", "status"])
SECONDS = Histogram(
    "casino_club_http_request_seconds",
    "Time from the request's arrival to its last byte",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

_ID_PREFIX: Final = secrets.token_hex(6)
_ids = count(1)


def _new_request_id() -> str:
    # Unique by process and number: cheaper than a UUID, and requests of one process sort in their order.
    return f"{_ID_PREFIX}-{next(_ids):x}"


SECURITY_HEADERS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]


@lru_cache(maxsize=4096)
def _children(method: str, route: str, status: int) -> tuple[Any, Any]:
    return REQUESTS.labels(method, route, str(status)), SECONDS.labels(route)


class BodyTooLargeError(DomainError):
    """The body is past the limit, by its declared length or while it was read."""

    code = "too_large"
    kind = "too_large"
    messages = Messages("That is too large.", "내용이 너무 커요.")


def header(scope: Scope, name: bytes) -> bytes | None:
    """A request header by its lower-case name. The list is turned into a mapping once a request."""
    mapping: dict[bytes, bytes] | None = scope.get("header_map")
    if mapping is None:
        mapping = scope["header_map"] = dict(scope["headers"])
    return mapping.get(name)


async def send_json(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    """One whole JSON answer."""
    base = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": base + (headers or [])})
    await send({"type": "http.response.body", "body": body})


class Shell:
    """Wraps an ASGI app; `hsts` adds Strict-Transport-Security (production only)."""

    def __init__(self, app: AsgiApp, *, body_bytes_max: int = BODY_BYTES_MAX, hsts: bool = False) -> None:
        self._app = app
        self._body_bytes_max = body_bytes_max
        self._headers = list(SECURITY_HEADERS)
        if hsts:
            self._headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, b"x-request-id")
        request_id = given.decode() if given and _REQUEST_ID.fullmatch(given) else _new_request_id()
        scope["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        await self._run(scope, receive, send, request_id)

    async def _run(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        started = time.perf_counter()
        status = 500
        begun = False
        answered: float | None = None

        async def send_out(message: Message) -> None:
            nonlocal status, begun, answered
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                headers = list(message.get("headers", ()))
                if any(name == b"content-type" and kind.startswith(_STREAM) for name, kind in headers):
                    answered = time.perf_counter()  # a stream is not slow for being listened to
                message["headers"] = [
                    *headers,
                    (b"x-request-id", request_id.encode()),
                    *self._headers,
                ]
            await send(message)

        try:
            declared = header(scope, b"content-length")
            if declared is not None and (not declared.isdigit() or int(declared) > self._body_bytes_max):
                raise BodyTooLargeError
            await self._app(scope, self._bounded(receive), send_out)
        except BodyTooLargeError as error:
            if begun:
                raise
            language = language_of((header(scope, b"accept-language") or b"").decode("latin-1"))
            code, body, _ = domain_error_parts(error, language=language, request_id=request_id)
            await send_json(send_out, code, body, [(b"connection", b"close")])
        finally:
            self._record(scope, status, (answered or time.perf_counter()) - started)

    def _bounded(self, receive: Receive) -> Receive:
        left = self._body_bytes_max

        async def receive_in() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                if left < 0:
                    raise BodyTooLargeError
            return message

        return receive_in

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        # The route's template, never the raw path: ids in labels would grow without bound.
        route = scope.get("route_path") or getattr(scope.get("route"), "path", None) or "static"
        requests, histogram = _children(scope["method"], route, status)
        requests.inc()
        histogram.observe(seconds)
        if status >= 500 or seconds > SLOW_S:  # noqa: PLR2004
            log.warning("request", method=scope["method"], route=route, status=status, seconds=round(seconds, 4))
        else:
            log.debug("request", method=scope["method"], route=route, status=status, seconds=round(seconds, 4))
