"""The door to fraud: one `Judge` a process for the shop, what support may see, and what the worker runs."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fraud import audit, repository, service
from casino_club.domains.fraud.contracts import Case, Outcome
from casino_club.domains.fraud.rule_file import BookKeeper
from casino_club.domains.fraud.service import Judge
from casino_club.domains.fraud.windows import Windows
from casino_club.infra.db.engine import Database
from casino_club.infra.redis import Redis
from casino_club.infra.settings import Settings, jwt_secret
from casino_club.kernel.clock import Clock, SystemClock
from casino_club.kernel.invariants import Finding

__all__ = ["Judge", "make_judge"]


def make_judge(settings: Settings, redis: Redis, clock: Clock | None = None) -> Judge:
    """The process's judge, with the rules of `FRAUD_RULES_FILE` or the shipped ones."""
    books = BookKeeper(settings.fraud_rules_file, clock or SystemClock())
    return Judge(books=books, windows=Windows(redis), secret=jwt_secret(settings))


async def note_outcome(
    session: AsyncSession, *, receipt: str, outcome: Outcome, card: str | None, now: datetime
) -> bool:
    """What became of a judged attempt, for judgements to come; may be told again and in any order.

    `card` is the provider's fingerprint, the same for the same card and never its number. Cards are read from
    PostgreSQL, so nothing is to be done after the commit. False for a receipt that was not judged.
    """
    return await repository.note_outcome(session, receipt=receipt, outcome=outcome, card=card, now=now)


async def case_of(session: AsyncSession, receipt: str) -> Case | None:
    """How a purchase was judged: score, tier, matched rules, features, and what was decided; None when it was not."""
    return await repository.find_attempt(session, receipt)


async def purge(database: Database, clock: Clock) -> int:
    """Delete attempts older than 180 days but for those that still hold a player or wait for an operator; answers how
    many. For every night.
    """
    return await service.purge(database, now=clock.now())


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of fraud, checked over all rows."""
    return await audit.findings(session)
