"""The `Idempotency-Key` header of routes served by the framework."""

from typing import Annotated

from fastapi import Depends, Header, Request

from casino_club.infra.db.idempotency import RequestKey


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
