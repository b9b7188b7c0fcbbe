"""Who calls the partner API: a signature over method, request target and raw body instead of a token."""

from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.partners import rules, service
from casino_club.domains.partners.contracts import Partner
from casino_club.domains.partners.errors import PartnerInactiveError
from casino_club.infra.http.deps import AppClock, AppDatabase
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce

CALLS_PER_MINUTE: Final = RateLimitItemPerMinute(600)
SIGNATURE: Final = "X-Partner-Signature"
PARTNER: Final = "X-Partner-Id"


def _target(request: Request) -> str:
    """The request target as it came: signed bytes are compared with sent bytes, so nothing is decoded here."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope.get("query_string", b"")
    return (raw + (b"?" + query if query else b"")).decode("latin-1")


async def _proven(
    request: Request,
    response: Response,
    database: AppDatabase,
    clock: AppClock,
    partner_id: Annotated[str, Header(alias=PARTNER, description="the partner's id")] = "",
    signature: Annotated[
        str | None,
        Header(
            alias=SIGNATURE,
            description="`alg=HMAC-SHA256,kid=…,ts=…,nonce=…,sig=<base64>` over `ts.nonce.METHOD target\\nraw_body`",
        ),
    ] = None,
) -> Partner:
    # A deadlocked transaction runs the route again, with the nonce taken: the proof of the first run stands.
    proven: Partner | None = getattr(request.state, "partner", None)
    if proven is not None:
        return proven
    signed = rules.signed_bytes(request.method, _target(request), await request.body())
    async with database.read() as session:
        partner, nonce = await service.prove(
            session, partner_id=partner_id, header=signature, signed=signed, now=clock.now()
        )
    await enforce(request, response, CALLS_PER_MINUTE, "partner", partner.id)

    async def take(session: AsyncSession) -> None:
        await service.take_nonce(session, partner_id=partner.id, nonce=nonce, now=clock.now())

    # A transaction of its own: a refused call has used its nonce too.
    await database.run(take)
    if not partner.terms.active:
        raise PartnerInactiveError
    request.state.partner = partner
    return partner


SignedPartner = Annotated[Partner, Depends(_proven)]
"""The caller. 401 for whatever is wrong with the proof, 403 for a partner that is switched off, 429 past the limit."""
