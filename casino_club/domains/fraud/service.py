"""Judge attempts to pay, note what became of them, and let operators decide."""

import hashlib
import hmac
from dataclasses import asdict
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.fraud import metrics, repository, rules
from casino_club.domains.fraud.contracts import Attempt, Case, Decision, Features, Ruling, Seen, Verdict
from casino_club.domains.fraud.errors import CaseDecidedError, CaseNotFoundError
from casino_club.domains.fraud.rule_file import BookKeeper
from casino_club.domains.fraud.windows import Windows
from casino_club.infra.db.engine import Database
from casino_club.kernel.errors import InvariantError

KEPT: Final = timedelta(days=180)
ROWS_A_TRANSACTION: Final = 5000
_ACTIONS: Final[dict[Decision, str]] = {"release": "fraud.released", "confirm": "fraud.confirmed"}
_HOUSEHOLD_BITS: Final = 64


def _place(ip: str) -> str:
    """What one subscriber cannot change at will: an IPv4 address, or the first half of an IPv6 one."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), _HOUSEHOLD_BITS), strict=False))


class Judge:
    """The rules in force and the windows they look through; one a process."""

    def __init__(self, *, books: BookKeeper, windows: Windows, secret: str) -> None:
        self.books = books
        self._windows = windows
        # A key of its own out of the secret: no digest says anything about a token.
        self._key = hmac.new(secret.encode(), b"fraud digests", hashlib.sha256).digest()

    def _digest(self, kind: str, value: str) -> str:
        # Rules compare addresses and devices and never read them, so that the table need not hold any. Keyed, because
        # all IPv4 addresses are hashed in minutes. A new secret makes everybody look new, for a month at most.
        return hmac.new(self._key, f"{kind}:{value}".encode(errors="replace"), hashlib.sha256).hexdigest()[:32]

    def seen(self, attempt: Attempt, now: datetime) -> Seen:
        """An attempt as it is kept: digests in place of the address and the device."""
        device = None if attempt.device is None else self._digest("device", attempt.device)
        return Seen(attempt.receipt, attempt.user_id, self._digest("ip", _place(attempt.ip)), device, now)

    async def judge(self, session: AsyncSession, attempt: Attempt, now: datetime) -> Verdict:
        """Judge an attempt and write it down, in the caller's transaction; a receipt judged before gets its first
        verdict again.

        The caller holds the player's lock, and lets the transaction end well when the verdict `refuses`: an error would
        take the attempt and its case back. Valkey is asked inside the transaction, for 50 ms at most.
        """
        with metrics.SECONDS.time():
            return await self._judge(session, attempt, now)

    async def _judge(self, session: AsyncSession, attempt: Attempt, now: datetime) -> Verdict:
        book, seen = await self.books.current(), self.seen(attempt, now)
        past = await repository.read_past(session, seen)
        if past.verdict is not None:
            return past.verdict
        taken = await self._windows.take(seen, past.missed)
        counts = taken.counts
        if counts is None:
            metrics.FALLBACKS.labels(taken.cause).inc()
            counts = await repository.count_windows(session, seen)
        features = rules.features_of(attempt, past, counts, now)
        verdict = rules.judge(book, features)
        if past.held_by is not None:
            verdict = rules.hold(verdict)
        written = await repository.insert(
            session, attempt, seen, asdict(features), verdict, held_by=past.held_by, counted=taken.counted
        )
        if not written:
            return await repository.get_verdict(session, attempt.receipt)
        metrics.VERDICTS.labels(verdict.tier).inc()
        for match in (verdict.shadow or verdict).matched:
            metrics.MATCHES.labels(match.rule, "true" if match.shadow else "false").inc()
        return verdict


async def get_attempt(session: AsyncSession, *, receipt: str) -> Case:
    """A judged attempt. Raises `CaseNotFoundError`."""
    found = await repository.find_attempt(session, receipt)
    if found is None:
        raise CaseNotFoundError
    return found


async def decide(
    session: AsyncSession, *, receipt: str, decision: Decision, note: str, deed: Deed, now: datetime
) -> Case:
    """Release or confirm a case; the same decision again changes nothing.

    A confirmed case may still be released, since nothing else frees a player whom it holds. Raises `CaseNotFoundError`,
    and `CaseDecidedError` for confirming what was released.
    """
    case = await repository.lock_case(session, receipt)
    if case is None:
        raise CaseNotFoundError
    before = None if case.ruling is None else case.ruling.decision
    if before == decision:
        return case
    if before == "release":
        raise CaseDecidedError({"decision": before})
    if deed.actor_id is None:
        raise InvariantError("a case is decided by a person")
    await repository.decide(session, receipt, Ruling(decision, deed.actor_id, now, note))
    facts = {"user_id": case.user_id, "tier": case.verdict.tier, "score": case.verdict.score, "before": before}
    await auth.record_deed(session, deed, action=_ACTIONS[decision], target=f"fraud_case:{receipt}", facts=facts)
    return await get_attempt(session, receipt=receipt)


async def features_of(session: AsyncSession, *, receipt: str) -> Features:
    """What an attempt was judged by. Raises `CaseNotFoundError`."""
    return (await get_attempt(session, receipt=receipt)).features


async def purge(database: Database, *, now: datetime) -> int:
    """Delete attempts older than 180 days, in small transactions; answers how many."""
    deleted = 0
    while True:

        async def work(session: AsyncSession) -> int:
            return await repository.purge(session, before=now - KEPT, rows=ROWS_A_TRANSACTION)

        some = await database.run(work)
        deleted += some
        if some < ROWS_A_TRANSACTION:
            return deleted
