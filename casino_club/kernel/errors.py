"""Domain errors: a stable code, a kind, and typed facts. Never a status: HTTP maps kinds to statuses in one table."""

from typing import Any, ClassVar, Literal, NamedTuple

ErrorKind = Literal[
    "not_found",
    "conflict",
    "gone",
    "forbidden",
    "unauthenticated",
    "payment",
    "limited",
    "unavailable",
    "invalid",
    "bad_request",
    "too_large",
]


class Messages(NamedTuple):
    """What a person reads. `{field}` in a text is filled from the error's details."""

    en: str
    ko: str


class DomainError(Exception):
    """A refusal the caller can understand and act on; its transaction rolls back and nothing changed.

    `details` goes into the answer as it is, so it holds only what the caller may know.
    `retry_after_s` becomes the `Retry-After` header.
    """

    code: ClassVar[str] = "error"
    kind: ClassVar[ErrorKind] = "invalid"
    messages: ClassVar[Messages] = Messages(en="Something went wrong.", ko="문제가 생겼어요.")
    detail_is_object: ClassVar[bool] = False
    """Older clients read `detail` as `{"error": code, "message": …, **details}` on these."""

    def __init__(self, details: dict[str, Any] | None = None, *, retry_after_s: int | None = None) -> None:
        super().__init__(self.code)
        self.details = details
        self.retry_after_s = retry_after_s


class IdempotencyKeyReusedError(DomainError):
    """The key was used for another request before."""

    code = "idempotency_key_reuse"
    kind = "invalid"
    messages = Messages(
        "This Idempotency-Key was used for another request.", "이 Idempotency-Key는 다른 요청에 이미 쓰였어요."
    )


class InvariantError(RuntimeError):
    """Something that must be impossible happened. Not for callers: it rolls back, answers 500 and pages."""
