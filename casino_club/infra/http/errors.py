"""Every refusal leaves in one shape, and every 5xx leaves empty-handed.

`{"detail": …, "error": {"code", "message", "details", "request_id"}}`, in the caller's language.
"""

from collections.abc import Iterable
from typing import Any, Final

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from casino_club.infra.db.engine import is_unavailable
from casino_club.infra.http.strict_json import MalformedJsonError
from casino_club.kernel.errors import DomainError, ErrorKind, Messages

log = structlog.get_logger(__name__)

STATUS_OF_KIND: Final[dict[ErrorKind, int]] = {
    "bad_request": 400,
    "unauthenticated": 401,
    "payment": 402,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "gone": 410,
    "too_large": 413,
    "invalid": 422,
    "limited": 429,
    "unavailable": 503,
}

_PLAIN: Final[dict[int, tuple[str, Messages]]] = {
    400: ("bad_request", Messages("The request could not be read.", "요청을 읽을 수 없어요.")),
    401: ("unauthenticated", Messages("Please log in.", "로그인이 필요해요.")),
    403: ("forbidden", Messages("You may not do this.", "이 작업을 할 권한이 없어요.")),
    404: ("not_found", Messages("We could not find that.", "찾을 수 없어요.")),
    405: ("method_not_allowed", Messages("That method does not work here.", "여기서는 쓸 수 없는 방식이에요.")),
    413: ("too_large", Messages("That is too large.", "내용이 너무 커요.")),
    415: ("unsupported_media_type", Messages("Send JSON, please.", "JSON으로 보내 주세요.")),
    422: ("validation_error", Messages("Please check what you entered.", "입력한 내용을 확인해 주세요.")),
    500: ("internal_error", Messages("Something broke on our side.", "서버에 문제가 생겼어요.")),
    503: ("unavailable", Messages("Back in a moment. Please try again.", "잠시 후 다시 시도해 주세요.")),
}


class UnavailableError(DomainError):
    """503: an engine is away or full; nothing was changed."""

    code = "unavailable"
    kind = "unavailable"
    messages = _PLAIN[503][1]


class FieldError(DomainError):
    """422 with the path and kind of each bad field; the value itself is never echoed."""

    code = "validation_error"
    kind = "invalid"
    messages = _PLAIN[422][1]

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.fields = [{"loc": loc, "type": kind} for loc, kind in fields]


def language_of(header: str | None) -> str:
    """`ko` when the caller's Accept-Language puts Korean before English, else `en`."""
    for part in (header or "").lower().split(","):
        tag = part.strip()[:2]
        if tag in {"ko", "en"}:
            return tag
    return "en"


def error_body(
    *, code: str, message: str, request_id: str, details: Any = None, detail: str | dict[str, Any] | None = None
) -> bytes:
    """The envelope, encoded."""
    return orjson.dumps(
        {
            "detail": message if detail is None else detail,
            "error": {"code": code, "message": message, "details": details, "request_id": request_id},
        }
    )


def domain_error_parts(error: DomainError, *, language: str, request_id: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and extra headers of a domain error: shared by FastAPI routes and plain ASGI ones."""
    text = error.messages.ko if language == "ko" else error.messages.en
    message = text.format_map(error.details) if error.details and "{" in text else text
    details: Any = error.fields if isinstance(error, FieldError) else error.details
    detail = {"error": error.code, "message": message, **(error.details or {})} if error.detail_is_object else None
    body = error_body(code=error.code, message=message, request_id=request_id, details=details, detail=detail)
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    if error.kind == "unauthenticated":
        headers["WWW-Authenticate"] = "Bearer"
    return STATUS_OF_KIND[error.kind], body, headers


def plain_error_parts(status: int, *, language: str, request_id: str, details: Any = None) -> bytes:
    """The envelope of a bare status."""
    code, messages = _PLAIN.get(status, _PLAIN[500] if status >= 500 else _PLAIN[400])  # noqa: PLR2004
    message = messages.ko if language == "ko" else messages.en
    return error_body(code=code, message=message, request_id=request_id, details=details)


def request_id_of(request: Request) -> str:
    """The id this request is known by in logs and answers."""
    return str(request.scope.get("request_id", ""))


def _respond(status: int, body: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def _plain(request: Request, status: int, details: Any = None, headers: dict[str, str] | None = None) -> Response:
    language = language_of(request.headers.get("accept-language"))
    body = plain_error_parts(status, language=language, request_id=request_id_of(request), details=details)
    return _respond(status, body, headers)


async def _on_domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101 - registered for this type
    language = language_of(request.headers.get("accept-language"))
    status, body, headers = domain_error_parts(error, language=language, request_id=request_id_of(request))
    return _respond(status, body, headers)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    # `loc` and `type` only: the stock handler echoes the input, and NaN or a lone surrogate in it becomes a 500.
    fields = [
        {
            "loc": ".".join(str(part).encode("ascii", "replace").decode()[:64] for part in item["loc"]),
            "type": item["type"],
        }
        for item in error.errors()
    ]
    return _plain(request, 422, fields)


async def _on_malformed_json(request: Request, error: Exception) -> Response:
    assert isinstance(error, MalformedJsonError)  # noqa: S101
    return _plain(request, 422, [{"loc": "body", "type": error.reason}])


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return _plain(request, error.status_code, headers=dict(error.headers or {}))


async def _on_anything(request: Request, error: Exception) -> Response:
    if is_unavailable(error):
        # Outside a route: its own errors are told by `HouseRoute`.
        log.warning("engine_unavailable", error=type(error).__name__)
        return _plain(request, 503, headers={"Retry-After": "1"})
    log.error("unhandled_error", exc_info=error)
    return _plain(request, 500)


def install(app: FastAPI) -> None:
    """Register the handlers above."""
    app.add_exception_handler(DomainError, _on_domain_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(MalformedJsonError, _on_malformed_json)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_anything)
