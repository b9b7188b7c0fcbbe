"""The report of one audit."""

from dataclasses import dataclass

from casino_club.kernel.invariants import Finding


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Every check with its violations; `outliers` are worth a look, not wrong."""

    findings: tuple[Finding, ...]
    outliers: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True when no invariant is violated."""
        return not any(finding.violations for finding in self.findings)
