"""Statements on partners, links and credits. Whoever credits holds the partner's row (`find` with `lock`)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.partners.contracts import (
    Credit,
    Link,
    LinkOffer,
    Overview,
    Partner,
    Secret,
    SecretKind,
    Terms,
)

_TERMS: Final = "name, daily_cap_gold, player_daily_cap_gold, webhook_url, webhook_events, active"
_PARTNER: Final = f"id, {_TERMS}, disabled_at, disabled_reason, created_at"
_EVENTS: Final = bindparam("webhook_events", type_=ARRAY(TEXT))
_FIND: Final = f"SELECT {_PARTNER} FROM partners WHERE id = :id"  # noqa: S608 - constants only
_ADD: Final = text(
    f"INSERT INTO partners (id, {_TERMS}, created_at)"  # noqa: S608 - constants only
    " VALUES (:id, :name, :daily_cap_gold, :player_daily_cap_gold, :webhook_url, :webhook_events, :active, :now)"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
).bindparams(_EVENTS)
_EDIT: Final = text(
    "UPDATE partners SET name = :name, daily_cap_gold = :daily_cap_gold,"
    " player_daily_cap_gold = :player_daily_cap_gold, webhook_url = :webhook_url, webhook_events = :webhook_events,"
    " active = :active WHERE id = :id"
).bindparams(_EVENTS)
_ENABLE: Final = text("UPDATE partners SET disabled_at = NULL, disabled_reason = NULL WHERE id = :id")
# Only the address that was called: an operator may have changed it meanwhile.
_DISABLE: Final = text(
    "UPDATE partners SET disabled_at = :now, disabled_reason = :reason"
    " WHERE id = :id AND webhook_url = :url AND disabled_at IS NULL"
)
_OVERVIEW: Final = text(
    f"SELECT {_PARTNER},"  # noqa: S608 - constants only
    " (SELECT coalesce(array_agg(s.kid ORDER BY s.created_at, s.kid), '{}') FROM partner_secrets s"
    "   WHERE s.partner_id = p.id AND s.kind = 'request' AND (s.retired_at IS NULL OR s.retired_at > :now)) AS kids,"
    " (SELECT count(*) FROM partner_links l WHERE l.partner_id = p.id AND l.unlinked_at IS NULL) AS players,"
    " coalesce((SELECT credited FROM partner_days d"
    "   WHERE d.partner_id = p.id AND d.day = :day AND d.user_id = 0), 0) AS credited_today,"
    " (SELECT count(*) FROM partner_deliveries d WHERE d.partner_id = p.id AND d.status = 'pending') AS pending,"
    " (SELECT count(*) FROM partner_deliveries d WHERE d.partner_id = p.id AND d.status = 'failed') AS failed"
    " FROM partners p WHERE CAST(:id AS text) IS NULL OR p.id = :id ORDER BY p.id"
)
_DISABLED: Final = text("SELECT count(*) FROM partners WHERE disabled_at IS NOT NULL")

_SECRETS: Final = text(
    "SELECT kid, secret FROM partner_secrets WHERE partner_id = :id AND kind = :kind"
    " AND (retired_at IS NULL OR retired_at > :now) ORDER BY created_at DESC, kid"
)
_ADD_SECRET: Final = text(
    "INSERT INTO partner_secrets (partner_id, kind, kid, secret, created_at) VALUES (:id, :kind, :kid, :secret, :now)"
)
_RETIRE: Final = text(
    "UPDATE partner_secrets SET retired_at = :at WHERE partner_id = :id AND kind = :kind AND kid = :kid"
)
_NONCE: Final = text(
    "INSERT INTO partner_nonces (partner_id, nonce, seen_at) VALUES (:id, :nonce, :now)"
    " ON CONFLICT DO NOTHING RETURNING nonce"
)
_OFFER_CODE: Final = text(
    "INSERT INTO partner_link_codes (partner_id, external_id, code_hash, expires_at)"
    " VALUES (:id, :external_id, :code_hash, :expires_at) ON CONFLICT (partner_id, external_id)"
    " DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at"
)
_CODE: Final = (
    "SELECT c.partner_id, p.name AS partner_name, c.external_id, c.expires_at"
    " FROM partner_link_codes c JOIN partners p ON p.id = c.partner_id"
    " WHERE c.code_hash = :code_hash AND c.expires_at > :now AND p.active"
)
_USE_CODE: Final = text("DELETE FROM partner_link_codes WHERE code_hash = :code_hash RETURNING partner_id")

_LINK: Final = "l.id, l.partner_id, p.name AS partner_name, l.external_id, l.user_id, l.linked_at"
_LINKS: Final = f"SELECT {_LINK} FROM partner_links l JOIN partners p ON p.id = l.partner_id"  # noqa: S608
_ADD_LINK: Final = text(
    "INSERT INTO partner_links (id, partner_id, external_id, user_id, linked_at)"
    " VALUES (:id, :partner_id, :external_id, :user_id, :linked_at) ON CONFLICT DO NOTHING RETURNING id"
)
_UNLINK: Final = text("UPDATE partner_links SET unlinked_at = :now WHERE id = :id AND unlinked_at IS NULL RETURNING id")

_CREDIT: Final = "id, partner_id, external_id, user_id, amount, currency, reference, memo, balance_after, created_at"
_BY_KEY: Final = text(
    f"SELECT {_CREDIT}, request_hash FROM partner_credits"  # noqa: S608 - constants only
    " WHERE partner_id = :id AND idempotency_key = :key"
)
_BY_REFERENCE: Final = text(
    f"SELECT {_CREDIT} FROM partner_credits WHERE partner_id = :id AND reference = :reference"  # noqa: S608
)
_STATEMENT: Final = text(
    f"SELECT {_CREDIT} FROM partner_credits WHERE partner_id = :id"  # noqa: S608 - constants only
    " AND (CAST(:since AS timestamptz) IS NULL OR created_at >= :since)"
    " AND (CAST(:until AS timestamptz) IS NULL OR created_at < :until)"
    " AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"
)
_ADD_CREDIT: Final = text(
    f"INSERT INTO partner_credits ({_CREDIT}, link_id, idempotency_key, request_hash, grant_id)"  # noqa: S608
    " VALUES (:id, :partner_id, :external_id, :user_id, :amount, :currency, :reference, :memo, :balance_after,"
    " :created_at, :link_id, :idempotency_key, :request_hash, :grant_id)"
)
_COUNT: Final = text(
    "INSERT INTO partner_days AS d (partner_id, day, user_id, credited) VALUES (:id, :day, :user_id, :amount)"
    " ON CONFLICT (partner_id, day, user_id) DO UPDATE SET credited = d.credited + excluded.credited"
    " RETURNING credited"
)
_PURGE: Final = (
    text("DELETE FROM partner_nonces WHERE seen_at < :nonces_before"),
    text("DELETE FROM partner_link_codes WHERE expires_at < :now"),
)


def _partner(row: Any) -> Partner:
    terms: dict[str, Any] = {name: row[name] for name in _TERMS.split(", ")}
    terms["webhook_events"] = tuple(terms["webhook_events"])
    return Partner(row["id"], Terms(**terms), row["disabled_at"], row["disabled_reason"], row["created_at"])


def _facts(id_: str, terms: Terms) -> dict[str, Any]:
    facts = {name: getattr(terms, name) for name in _TERMS.split(", ")}
    return facts | {"id": id_, "webhook_events": list(terms.webhook_events)}


async def find(session: AsyncSession, id_: str, *, lock: bool = False) -> Partner | None:
    """One partner. `lock` makes its credits, and what operators change, come one after the other."""
    statement = text(f"{_FIND} FOR NO KEY UPDATE" if lock else _FIND)
    row = (await session.execute(statement, {"id": id_})).mappings().first()
    return None if row is None else _partner(row)


async def add(session: AsyncSession, id_: str, terms: Terms, *, now: datetime) -> bool:
    """Add a partner; false when the id is taken."""
    return (await session.execute(_ADD, _facts(id_, terms) | {"now": now})).first() is not None


async def edit(session: AsyncSession, id_: str, terms: Terms) -> None:
    """Write everything but the id and the state of the endpoint."""
    await session.execute(_EDIT, _facts(id_, terms))


async def enable_webhook(session: AsyncSession, id_: str) -> None:
    """Let what waits go out again."""
    await session.execute(_ENABLE, {"id": id_})


async def disable_webhook(session: AsyncSession, id_: str, *, url: str, reason: str, now: datetime) -> bool:
    """Hold everything back that would go to this address; false when it is held, or has changed."""
    done: Any = await session.execute(_DISABLE, {"id": id_, "url": url, "reason": reason, "now": now})
    return done.rowcount == 1


async def overviews(session: AsyncSession, *, now: datetime, id_: str | None = None) -> list[Overview]:
    """Partners with what operators watch, all or one."""
    rows = (await session.execute(_OVERVIEW, {"now": now, "day": now.date(), "id": id_})).mappings()
    return [
        Overview(
            partner=_partner(row),
            kids=tuple(row["kids"]),
            players=row["players"],
            credited_today=row["credited_today"],
            pending=row["pending"],
            failed=row["failed"],
        )
        for row in rows
    ]


async def count_disabled(session: AsyncSession) -> int:
    """How many partners' endpoints are held back."""
    return (await session.execute(_DISABLED)).scalar_one()


async def secrets_of(session: AsyncSession, id_: str, kind: SecretKind, *, now: datetime) -> list[Secret]:
    """The secrets in use, the newest first."""
    rows = await session.execute(_SECRETS, {"id": id_, "kind": kind, "now": now})
    return [Secret(row.kid, row.secret) for row in rows]


async def add_secret(session: AsyncSession, id_: str, kind: SecretKind, one: Secret, *, now: datetime) -> None:
    """Put a secret in use."""
    facts = {"id": id_, "kind": kind, "kid": one.kid, "secret": one.secret, "now": now}
    await session.execute(_ADD_SECRET, facts)


async def retire_secret(session: AsyncSession, id_: str, kind: SecretKind, kid: str, *, at: datetime) -> None:
    """Let a secret be in use until then."""
    await session.execute(_RETIRE, {"id": id_, "kind": kind, "kid": kid, "at": at})


async def use_nonce(session: AsyncSession, id_: str, nonce: str, *, now: datetime) -> bool:
    """Take a nonce; false when it was taken before."""
    return (await session.execute(_NONCE, {"id": id_, "nonce": nonce, "now": now})).first() is not None


async def offer_code(
    session: AsyncSession, id_: str, external_id: str, *, code_hash: bytes, expires_at: datetime
) -> None:
    """Open a code for one of the partner's people; an older one is forgotten."""
    facts = {"id": id_, "external_id": external_id, "code_hash": code_hash, "expires_at": expires_at}
    await session.execute(_OFFER_CODE, facts)


async def find_code(session: AsyncSession, code_hash: bytes, *, now: datetime, lock: bool = False) -> LinkOffer | None:
    """What an open code would link; `lock` holds the code against a second player."""
    statement = text(f"{_CODE} FOR UPDATE OF c" if lock else _CODE)
    row = (await session.execute(statement, {"code_hash": code_hash, "now": now})).mappings().first()
    return None if row is None else LinkOffer(**row)


async def use_code(session: AsyncSession, code_hash: bytes) -> None:
    """Forget a code that has done its work."""
    await session.execute(_USE_CODE, {"code_hash": code_hash})


async def add_link(session: AsyncSession, link: Link) -> bool:
    """Link; false when either side is linked already."""
    facts = {name: getattr(link, name) for name in ("id", "partner_id", "external_id", "user_id", "linked_at")}
    return (await session.execute(_ADD_LINK, facts)).first() is not None


async def unlink(session: AsyncSession, link_id: UUID, *, now: datetime) -> bool:
    """End a link; false when it has ended meanwhile."""
    return (await session.execute(_UNLINK, {"id": link_id, "now": now})).first() is not None


async def find_link(session: AsyncSession, partner_id: str, external_id: str, *, hold: bool = False) -> Link | None:
    """The player whom a partner knows by this id; `hold` keeps the link from ending until the transaction does."""
    statement = f"{_LINKS} WHERE l.partner_id = :id AND l.external_id = :external_id AND l.unlinked_at IS NULL"
    facts = {"id": partner_id, "external_id": external_id}
    row = (await session.execute(text(statement + (" FOR SHARE OF l" if hold else "")), facts)).mappings().first()
    return None if row is None else Link(**row)


async def links_of(session: AsyncSession, user_id: int) -> list[Link]:
    """A player's links, the newest first."""
    statement = text(f"{_LINKS} WHERE l.user_id = :user_id AND l.unlinked_at IS NULL ORDER BY l.id DESC")
    return [Link(**row) for row in (await session.execute(statement, {"user_id": user_id})).mappings()]


async def find_by_key(session: AsyncSession, partner_id: str, key: str) -> tuple[Credit, bytes] | None:
    """The credit that an idempotency key stands for, and the hash of its request."""
    row = (await session.execute(_BY_KEY, {"id": partner_id, "key": key})).mappings().first()
    if row is None:
        return None
    facts = dict(row)
    request_hash = bytes(facts.pop("request_hash"))
    return Credit(**facts), request_hash


async def find_credit(session: AsyncSession, partner_id: str, reference: str) -> Credit | None:
    """A partner's credit by the partner's own name for it."""
    row = (await session.execute(_BY_REFERENCE, {"id": partner_id, "reference": reference})).mappings().first()
    return None if row is None else Credit(**row)


async def list_credits(
    session: AsyncSession,
    partner_id: str,
    *,
    since: datetime | None,
    until: datetime | None,
    before: UUID | None,
    limit: int,
) -> Sequence[Credit]:
    """A partner's credits of `since` (inclusive) to `until` (exclusive), the newest first."""
    facts = {"id": partner_id, "since": since, "until": until, "before": before, "limit": limit}
    return [Credit(**row) for row in (await session.execute(_STATEMENT, facts)).mappings()]


async def add_credit(
    session: AsyncSession, credit: Credit, *, link_id: UUID, key: str, request_hash: bytes, grant_id: UUID
) -> None:
    """Write a credit down."""
    facts = {name: getattr(credit, name) for name in _CREDIT.split(", ")}
    facts |= {"link_id": link_id, "idempotency_key": key, "request_hash": request_hash, "grant_id": grant_id}
    await session.execute(_ADD_CREDIT, facts)


async def count(session: AsyncSession, partner_id: str, *, user_id: int, day: date, amount: int) -> int:
    """Add to what was credited on a day, to a player or (0) to all; answers the sum."""
    facts = {"id": partner_id, "user_id": user_id, "day": day, "amount": amount}
    return (await session.execute(_COUNT, facts)).scalar_one()


async def purge(session: AsyncSession, *, nonces_before: datetime, now: datetime) -> None:
    """Forget nonces whose time is over, and codes nobody entered."""
    for statement in _PURGE:
        await session.execute(statement, {"nonces_before": nonces_before, "now": now})
