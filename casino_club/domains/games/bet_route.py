"""A bet over HTTP, in plain ASGI: token, strict body, lane, answer. The hottest path of the product.

It stands in OpenAPI through the route that documents it (each game's `endpoints.py`), and a test holds that both accept
exactly the same bodies. Errors are the house's: same envelope, same codes.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

import orjson
import structlog

from casino_club.domains.auth.errors import PasswordChangeRequiredError, UnauthenticatedError
from casino_club.domains.auth.public import Verifier
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, Replayed, Settled
from casino_club.domains.games.errors import ConfigMovedError
from casino_club.domains.games.lane import BetLane
from casino_club.infra.db.engine import is_unavailable
from casino_club.infra.http.errors import FieldError, domain_error_parts, language_of, plain_error_parts
from casino_club.infra.http.shell import AsgiApp, Receive, Scope, Send, header, send_json
from casino_club.infra.http.strict_json import MalformedJsonError, loads
from casino_club.kernel.errors import DomainError

log = structlog.get_logger(__name__)

_KEY: Final = re.compile(rb"[\x21-\x7e]{1,255}")
_REPLAYED: Final = [(b"idempotent-replayed", b"true")]

AnswerReader = Callable[[int, UUID], Awaitable[dict[str, Any]]]
"""(user id, bet id) → the answer that the bet was given when it was settled."""
READ_TRIES: Final = 3
"""How often a bet may find that its table has just changed."""


class BetReader(Protocol):
    """What a game adds: its body, read strictly, and its answer."""

    def read(self, body: Any, *, user_id: int, key: str | None, key_hash: bytes | None) -> Bet:
        """A bet from a decoded body. Raises `FieldError` or the game's own refusals."""
        ...

    def answer(self, bet: Bet, settled: Settled) -> dict[str, Any]:
        """The response body of a settled bet."""
        ...


def bearer_token(scope: Scope) -> str:
    """The access token of the request. Raises `UnauthenticatedError`."""
    value = header(scope, b"authorization")
    if value is None or value[:7].lower() != b"bearer ":
        raise UnauthenticatedError
    return value[7:].decode("latin-1")


def idempotency_key(scope: Scope) -> str | None:
    """The `Idempotency-Key` header: 1-255 visible ASCII characters, or None when absent."""
    value = header(scope, b"idempotency-key")
    if value is None:
        return None
    if _KEY.fullmatch(value) is None:
        raise FieldError([("header.Idempotency-Key", "invalid_key")])
    return value.decode("ascii")


async def read_body(receive: Receive) -> bytes:
    """The whole body; the shell around us bounds it."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


def _is_json(scope: Scope) -> bool:
    kind = header(scope, b"content-type")
    return kind is not None and kind.split(b";", 1)[0].strip().lower() == b"application/json"


class BetRoute:
    """One game's bet call as an ASGI app."""

    def __init__(
        self,
        path: str,
        reader: BetReader,
        *,
        verifier: Verifier,
        lane: BetLane,
        games: Games,
        read_answer: AnswerReader,
    ) -> None:
        self.path = path
        self._reader = reader
        self._verifier = verifier
        self._lane = lane
        self._games = games
        self._read_answer = read_answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route_path"] = self.path
        try:
            body, replayed = await self._play(scope, receive)
        except DomainError as error:
            status, text, headers = domain_error_parts(error, language=_language(scope), request_id=scope["request_id"])
            await send_json(send, status, text, [(k.lower().encode(), v.encode()) for k, v in headers.items()])
        except MalformedJsonError as error:
            details = [{"loc": "body", "type": error.reason}]
            await send_json(send, 422, _plain(scope, 422, details))
        except Exception as error:
            if is_unavailable(error):
                await send_json(send, 503, _plain(scope, 503), [(b"retry-after", b"1")])
                return
            log.exception("unhandled_error")
            await send_json(send, 500, _plain(scope, 500))
        else:
            await send_json(send, 200, orjson.dumps(body), _REPLAYED if replayed else None)

    async def _play(self, scope: Scope, receive: Receive) -> tuple[dict[str, Any], bool]:
        principal = self._verifier.authenticate(bearer_token(scope))
        if principal.must_change_password:
            raise PasswordChangeRequiredError
        raw = await read_body(receive)
        if not _is_json(scope):
            raise FieldError([("header.Content-Type", "json_required")])
        key = idempotency_key(scope)
        key_hash = None if key is None else hashlib.sha256(self.path.encode() + b"\n" + raw).digest()
        body = loads(raw)

        def read() -> Bet:
            return self._reader.read(body, user_id=principal.user_id, key=key, key_hash=key_hash)

        bet, result = await play_on_current(self._lane, self._games, read)
        if isinstance(result, Replayed):
            return await self._read_answer(principal.user_id, result.ref), True
        return self._reader.answer(bet, result), False


async def play_on_current(lane: BetLane, games: Games, read: Callable[[], Bet]) -> tuple[Bet, Settled | Replayed]:
    """Play what `read` makes of a request; read and play again when the table has changed in between."""
    for left in range(READ_TRIES - 1, -1, -1):
        bet = read()
        try:
            return bet, await lane.play(bet)
        except ConfigMovedError:
            if not left:
                raise
            await games.refresh()
    raise AssertionError("unreachable")


def _language(scope: Scope) -> str:
    return language_of((header(scope, b"accept-language") or b"").decode("latin-1"))


def _plain(scope: Scope, status: int, details: Any = None) -> bytes:
    return plain_error_parts(status, language=_language(scope), request_id=scope["request_id"], details=details)


class BetLanes:
    """Sends a bet's path straight to its route and everything else to the app behind."""

    def __init__(self, app: AsgiApp, routes: Mapping[str, BetRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._routes.get(scope["path"]) if scope["type"] == "http" else None
        if route is None:
            await self._app(scope, receive, send)
        elif scope["method"] != "POST":
            await send_json(send, 405, _plain(scope, 405), [(b"allow", b"POST")])
        else:
            await route(scope, receive, send)
