"""Use cases of the partner link: prove who calls, link, credit. The caller's transaction is the only one."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.partners import delivery_repository, metrics, repository, rules
from casino_club.domains.partners.contracts import (
    Cap,
    Credit,
    CreditOrder,
    EventName,
    Link,
    LinkCode,
    LinkOffer,
    Partner,
    Secret,
)
from casino_club.domains.partners.errors import (
    AlreadyLinkedError,
    BadPartnerSignatureError,
    CreditNotFoundError,
    DailyCapError,
    LinkCodeNotFoundError,
    NotLinkedError,
    PartnerCreditDisabledError,
    PlayerNotLinkedError,
    PlayerUnavailableError,
    ReferenceUsedError,
)
from casino_club.domains.responsible import public as responsible
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.users import public as users
from casino_club.domains.users.errors import UserNotFoundError
from casino_club.domains.wallet import public as wallet
from casino_club.infra import webhook_signature
from casino_club.infra.db.idempotency import RequestKey
from casino_club.infra.webhook_signature import BadSignatureError
from casino_club.kernel.clock import iso_z
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import Currency

REASON: Final = "partner"
EVERYBODY: Final = 0
_SECRET_BYTES: Final = 32


def new_request_secret() -> Secret:
    """A key for a partner's calls, 256 bits as text."""
    return Secret(f"k-{secrets.token_hex(6)}", secrets.token_urlsafe(_SECRET_BYTES))


def new_webhook_secret() -> Secret:
    """A key for what a partner is told, as Standard Webhooks write it."""
    text = "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    return Secret(f"w-{secrets.token_hex(6)}", text)


async def prove(
    session: AsyncSession, *, partner_id: str, header: str | None, signed: bytes, now: datetime
) -> tuple[Partner, str]:
    """Whose call this is, and its nonce, not yet taken. `signed` is `rules.signed_bytes`.

    Raises `BadPartnerSignatureError`, whatever is wrong.
    """
    partner = await repository.find(session, partner_id) if rules.is_partner_id(partner_id) else None
    known: list[Secret] = []
    if partner is not None:
        known = await repository.secrets_of(session, partner_id, "request", now=now)
    try:
        proof = webhook_signature.verify({one.kid: one.secret for one in known}, header, signed, now=now)
    except (BadSignatureError, ValueError) as error:  # ValueError: a time past the calendar's end
        metrics.REFUSED_CALLS.labels(error.reason if isinstance(error, BadSignatureError) else "stale").inc()
        raise BadPartnerSignatureError from error
    if partner is None:
        raise InvariantError("no secret proves nobody")
    return partner, proof.nonce


async def take_nonce(session: AsyncSession, *, partner_id: str, nonce: str, now: datetime) -> None:
    """Let a proven call pass once. Raises `BadPartnerSignatureError` for a second one."""
    if not await repository.use_nonce(session, partner_id, nonce, now=now):
        metrics.REFUSED_CALLS.labels("replayed").inc()
        raise BadPartnerSignatureError


def _hash_of(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


async def offer_link(session: AsyncSession, *, partner: Partner, external_id: str, now: datetime) -> LinkCode:
    """A code for one of the partner's people; it replaces an older one. Raises `AlreadyLinkedError`."""
    if await repository.find_link(session, partner.id, external_id) is not None:
        raise AlreadyLinkedError
    code = "".join(secrets.choice(rules.CODE_ALPHABET) for _ in range(rules.CODE_CHARS))
    expires_at = now + rules.CODE_LIFE
    await repository.offer_code(session, partner.id, external_id, code_hash=_hash_of(code), expires_at=expires_at)
    return LinkCode(rules.shown_code(code), expires_at)


async def look_at_code(session: AsyncSession, *, code: str, now: datetime) -> LinkOffer:
    """What a code would link; uses nothing up. Raises `LinkCodeNotFoundError`."""
    offer = await repository.find_code(session, _hash_of(code), now=now)
    if offer is None:
        raise LinkCodeNotFoundError
    return offer


async def link(session: AsyncSession, *, user_id: int, code: str, now: datetime) -> Link:
    """The player's consent, once a code. Raises `LinkCodeNotFoundError`, `AlreadyLinkedError`."""
    code_hash = _hash_of(code)
    offer = await repository.find_code(session, code_hash, now=now, lock=True)
    if offer is None:
        raise LinkCodeNotFoundError
    await repository.use_code(session, code_hash)
    made = Link(uuid7(), offer.partner_id, offer.partner_name, offer.external_id, user_id, now)
    if not await repository.add_link(session, made):
        raise AlreadyLinkedError
    data = {"external_id": made.external_id, "linked_at": iso_z(now)}
    await _tell(session, made.partner_id, "player.linked", deed_id=made.id, data=data, now=now)
    return made


async def unlink(session: AsyncSession, *, user_id: int, partner_id: str, now: datetime) -> None:
    """End the player's link to a partner. Raises `NotLinkedError`."""
    for one in await repository.links_of(session, user_id):
        if one.partner_id == partner_id and await _end(session, one, now=now):
            return
    raise NotLinkedError


async def unlink_all(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """End every link of a player."""
    for one in await repository.links_of(session, user_id):
        await _end(session, one, now=now)


async def _end(session: AsyncSession, one: Link, *, now: datetime) -> bool:
    if not await repository.unlink(session, one.id, now=now):
        return False
    data = {"external_id": one.external_id, "unlinked_at": iso_z(now)}
    await _tell(session, one.partner_id, "player.unlinked", deed_id=one.id, data=data, now=now)
    return True


async def _tell(
    session: AsyncSession,
    partner_id: str,
    event: EventName,
    *,
    deed_id: UUID,
    data: dict[str, Any],
    now: datetime,
) -> None:
    """Write the webhook of a deed beside it. What is stored is what is signed and sent, byte for byte."""
    partner = await repository.find(session, partner_id)
    if partner is None or partner.terms.webhook_url is None or event not in partner.terms.webhook_events:
        return
    payload = orjson.dumps({"type": event, "timestamp": iso_z(now), "data": data}).decode()
    await delivery_repository.add(
        session, id_=uuid7(), partner_id=partner_id, event=event, deed_id=deed_id, payload=payload, now=now
    )


async def balance(session: AsyncSession, *, partner: Partner, external_id: str) -> dict[Currency, int]:
    """A linked player's balances. Raises `PlayerNotLinkedError`."""
    linked = await repository.find_link(session, partner.id, external_id)
    if linked is None:
        raise PlayerNotLinkedError
    return await wallet.balances_of(session, user_id=linked.user_id)


async def credit(
    session: AsyncSession, *, partner: Partner, order: CreditOrder, key: RequestKey, allowed: bool, now: datetime
) -> tuple[Credit, bool]:
    """Credit a linked player once a key; answers (credit, whether it was credited now).

    `allowed` is the market's switch. Raises `IdempotencyKeyReusedError`, `PartnerCreditDisabledError`,
    `ReferenceUsedError`, `PlayerNotLinkedError`, `PlayerUnavailableError`, `DailyCapError`, and
    `AmountOutOfRangeError` when the balance would pass 2^53-1.
    """
    assert key.key is not None  # noqa: S101 - the route asks for one
    assert key.hash is not None  # noqa: S101
    # The partner's credits come one after the other: whoever waits here then sees the key, the reference and the sums
    # of whoever was first. The player's lock comes after it, always in this order.
    held = await repository.find(session, partner.id, lock=True)
    if held is None:
        raise InvariantError(f"partner {partner.id} is gone")
    known = await repository.find_by_key(session, partner.id, key.key)
    if known is not None:
        first, request_hash = known
        if request_hash != key.hash:
            raise IdempotencyKeyReusedError
        return first, False
    if not allowed:
        raise PartnerCreditDisabledError
    if await repository.find_credit(session, partner.id, order.reference) is not None:
        raise ReferenceUsedError
    linked = await repository.find_link(session, partner.id, order.external_id, hold=True)
    if linked is None:
        raise PlayerNotLinkedError
    await _check_player(session, linked.user_id, now=now)
    await _count(session, held, user_id=linked.user_id, amount=order.amount, now=now)
    made = await _post(session, linked, order, key=key.key, request_hash=key.hash, now=now)
    return made, True


async def _check_player(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """A partner is not told why: a break is nobody else's business."""
    try:
        user = await users.get(session, user_id=user_id)
    except UserNotFoundError as error:
        raise PlayerUnavailableError from error
    if user.status != "active" or await responsible.find_exclusion(session, user_id=user_id, now=now) is not None:
        raise PlayerUnavailableError


async def _count(session: AsyncSession, partner: Partner, *, user_id: int, amount: int, now: datetime) -> None:
    """Count a credit against both caps. A refusal rolls back, the sums with it."""
    caps: tuple[tuple[Cap, int, int], ...] = (
        ("partner", EVERYBODY, partner.terms.daily_cap_gold),
        ("player", user_id, partner.terms.player_daily_cap_gold),
    )
    for cap, owner, most in caps:
        after = await repository.count(session, partner.id, user_id=owner, day=now.date(), amount=amount)
        if after > most:
            raise DailyCapError({"cap": cap, "left_gold": max(0, most - (after - amount))})


async def _post(
    session: AsyncSession, linked: Link, order: CreditOrder, *, key: str, request_hash: bytes, now: datetime
) -> Credit:
    credit_id = uuid7()
    given = await rewards.grant(
        session,
        user_id=linked.user_id,
        reason=REASON,
        bundle=Bundle(gold=order.amount),
        idempotency_key=f"partner:{credit_id}",
        now=now,
    )
    made = Credit(
        id=credit_id,
        partner_id=linked.partner_id,
        external_id=linked.external_id,
        user_id=linked.user_id,
        amount=order.amount,
        currency="gold",
        reference=order.reference,
        memo=order.memo,
        balance_after=given.new_balances["gold"],
        created_at=now,
    )
    await repository.add_credit(session, made, link_id=linked.id, key=key, request_hash=request_hash, grant_id=given.id)
    data = {
        "credit_id": str(made.id),
        "external_id": made.external_id,
        "amount": made.amount,
        "currency": made.currency,
        "reference": made.reference,
        "memo": made.memo,
        "balance_after": made.balance_after,
        "created_at": iso_z(now),
    }
    await _tell(session, made.partner_id, "credit.posted", deed_id=made.id, data=data, now=now)
    return made


async def get_credit(session: AsyncSession, *, partner: Partner, reference: str) -> Credit:
    """A partner's credit by its reference. Raises `CreditNotFoundError`."""
    found = await repository.find_credit(session, partner.id, reference)
    if found is None:
        raise CreditNotFoundError
    return found


async def statement(
    session: AsyncSession,
    *,
    partner: Partner,
    since: datetime | None,
    until: datetime | None,
    before: UUID | None,
    limit: int,
) -> Sequence[Credit]:
    """A partner's credits, the newest first."""
    return await repository.list_credits(session, partner.id, since=since, until=until, before=before, limit=limit)
