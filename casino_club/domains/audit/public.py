"""The audit, for the command line, the nightly job and the tests."""

from casino_club.domains.audit import service
from casino_club.domains.audit.contracts import AuditReport
from casino_club.infra.db.engine import Database


async def run_audit(database: Database) -> AuditReport:
    """Prove every invariant over all rows, store the report and export its figures."""
    return await service.run(database)
