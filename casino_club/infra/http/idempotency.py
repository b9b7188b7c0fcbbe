"""The `Idempotency-Key` header of routes served by the framework."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Header, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.idempotency import RequestKey, answer_once
from casino_club.infra.http.schemas import Out

REPLAYED: Final = "Idempotent-Replayed"
Answer = TypeVar("Answer", bound=Out)


async def _request_key(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$", description="one effect per key"),
    ] = None,
) -> RequestKey:
    return RequestKey.of(idempotency_key, request.url.path, await request.body())


RequestKeyHeader = Annotated[RequestKey, Depends(_request_key)]
"""Key and hash of this request; repeat it byte for byte and the first answer comes back."""


def mark_replayed(response: Response, *, replayed: bool) -> None:
    """Say that an answer is the first one again."""
    if replayed:
        response.headers[REPLAYED] = "true"


async def answer_with_key(
    session: AsyncSession,
    response: Response,
    *,
    user_id: int,
    key: RequestKey,
    shape: type[Answer],
    work: Callable[[], Awaitable[Answer]],
) -> Answer:
    """Do `work` once a key, or give its first answer again and say so in the header. See `answer_once`."""

    async def plain() -> dict[str, Any]:
        return (await work()).model_dump(mode="json")

    answer, replayed = await answer_once(session, user_id=user_id, key=key, work=plain)
    mark_replayed(response, replayed=replayed)
    return shape.model_validate(answer)
