"""Run every check in one snapshot, store the report, export the figures."""

from dataclasses import asdict
from typing import Final

import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import public as achievements
from casino_club.domains.audit.contracts import AuditReport
from casino_club.domains.audit.metrics import LAST_RUN, RUNS, VIOLATIONS
from casino_club.domains.battlepass import public as battlepass
from casino_club.domains.campaigns import public as campaigns
from casino_club.domains.content import public as content
from casino_club.domains.events import public as events
from casino_club.domains.fraud import public as fraud
from casino_club.domains.friends import public as friends
from casino_club.domains.gacha import public as gacha
from casino_club.domains.games import public as games
from casino_club.domains.missions import public as missions
from casino_club.domains.notifications import public as notifications
from casino_club.domains.partners import public as partners
from casino_club.domains.rewards import public as rewards
from casino_club.domains.shop import public as shop
from casino_club.domains.stage import public as stage
from casino_club.domains.streaks import public as streaks
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database

AUDITED: Final = (
    wallet.audit_findings,
    rewards.audit_findings,
    games.audit_findings,
    gacha.audit_findings,
    streaks.audit_findings,
    achievements.audit_findings,
    missions.audit_findings,
    events.audit_findings,
    stage.audit_findings,
    battlepass.audit_findings,
    friends.audit_findings,
    content.audit_findings,
    campaigns.audit_findings,
    notifications.audit_findings,
    fraud.audit_findings,
    shop.audit_findings,
    partners.audit_findings,
)
"""Every domain with invariants over its own rows."""

log = structlog.get_logger(__name__)

_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_PATIENCE: Final = text("SET LOCAL statement_timeout = '30min'")
_STORE: Final = text("INSERT INTO audit_runs (clean, report) VALUES (:clean, :report)").bindparams(
    bindparam("report", type_=JSONB)
)


async def check(session: AsyncSession) -> AuditReport:
    """Every invariant over one snapshot: bets that settle meanwhile are not seen half."""
    findings = [finding for audited in AUDITED for finding in await audited(session)]
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
