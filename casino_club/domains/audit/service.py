"""Run every check in one snapshot, store the report, export the figures."""

from dataclasses import asdict
from typing import Final

import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.audit.contracts import AuditReport
from casino_club.domains.audit.metrics import LAST_RUN, RUNS, VIOLATIONS
from casino_club.domains.gacha import public as gacha
from casino_club.domains.games import public as games
from casino_club.domains.rewards import public as rewards
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database

log = structlog.get_logger(__name__)

_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_PATIENCE: Final = text("SET LOCAL statement_timeout = '30min'")
_STORE: Final = text("INSERT INTO audit_runs (clean, report) VALUES (:clean, :report)").bindparams(
    bindparam("report", type_=JSONB)
)


async def check(session: AsyncSession) -> AuditReport:
    """Every invariant over one snapshot: bets that settle meanwhile are not seen half."""
    findings = [
        finding for domain in (wallet, rewards, games, gacha) for finding in await domain.audit_findings(session)
    ]
    return AuditReport(tuple(findings), tuple(await wallet.audit_outliers(session)))


async def run(database: Database) -> AuditReport:
    """Check, store and export. The report is stored in the snapshot's own transaction."""
    async with database.transaction() as session:
        await session.execute(_SNAPSHOT)
        await session.execute(_PATIENCE)
        report = await check(session)
        await session.execute(_STORE, {"clean": report.clean, "report": asdict(report)})
    for finding in report.findings:
        VIOLATIONS.labels(finding.check).set(finding.violations)
        if finding.violations:
            log.error("audit_violation", check=finding.check, rows=finding.violations, examples=finding.examples)
    LAST_RUN.set_to_current_time()
    RUNS.labels("clean" if report.clean else "violated").inc()
    return report
