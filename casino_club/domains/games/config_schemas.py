"""Bodies of the back office's configuration routes."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from casino_club.domains.games.config_rules import Action, ConfigRow, State, judged
from casino_club.domains.games.schemas import LimitsOut
from casino_club.infra.http.schemas import In, Out, UtcTime

Variant = Annotated[str, Field(min_length=1, max_length=64)]
Note = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]


class DraftIn(In):
    """A proposed table. `note` is what players read in the change log."""

    variant: Variant
    body: dict[str, Any]
    note: Note


class EditIn(In):
    body: dict[str, Any]
    note: Note


class PreviewIn(In):
    variant: Variant
    body: dict[str, Any]


class ReasonIn(In):
    reason: Note


class PublishIn(In):
    """Without `effective_at`: as soon as the market's notice allows."""

    reason: Note
    effective_at: Annotated[AwareDatetime | None, Field(strict=False)] = None


class SwitchIn(In):
    enabled: bool
    reason: Note


class FactsOut(Out):
    """What a table promises, computed exactly from it."""

    rtp: float
    limits: LimitsOut
    sheet: dict[str, Any]


class PreviewOut(FactsOut):
    """The promise of a proposal, and the one that is in force."""

    rtp_live: float
    hash: str


class ConfigOut(Out):
    """One configuration without its table."""

    id: int
    game: str
    variant: str
    version: int | None
    state: State
    hash: str
    note: str
    rtp: float | None = Field(description="null until validated, and for tables that came with the product")
    created_by: int | None
    created_at: UtcTime
    announced_at: UtcTime | None
    effective_at: UtcTime | None
    superseded_at: UtcTime | None

    @classmethod
    def of(cls, row: ConfigRow, now: datetime, **more: Any) -> Self:
        """A stored configuration as it stands now."""
        return cls(
            id=row.config_id,
            game=row.game,
            variant=row.variant,
            version=row.version,
            state=row.state_at(now),
            hash=row.hash,
            note=row.note,
            rtp=None if row.facts is None else row.facts["rtp"],
            created_by=row.created_by,
            created_at=row.created_at,
            announced_at=row.announced_at,
            effective_at=row.effective_at,
            superseded_at=row.superseded_at,
            **more,
        )


class ConfigDetailOut(ConfigOut):
    """One configuration with its table and, once validated, what follows from it."""

    body: dict[str, Any]
    facts: FactsOut | None

    @classmethod
    def whole(cls, row: ConfigRow, now: datetime) -> "ConfigDetailOut":
        """Everything of a stored configuration."""
        facts = None if row.facts is None else FactsOut.model_validate(row.facts)
        return cls.of(row, now, body=row.body, facts=facts)


class ConfigsOut(Out):
    """Every configuration of a game, newest first."""

    game: str
    enabled: bool
    notice_h: int = Field(description="hours a change is announced ahead in this market")
    rtp_bounds: tuple[float, float]
    items: list[ConfigOut]


class SwitchOut(Out):
    game: str
    enabled: bool


class AuditLineOut(Out):
    """Who did what to a configuration, and why."""

    id: UUID
    actor_id: int
    action: Action
    game: str
    variant: str | None
    config_id: int | None
    version: int | None
    reason: str
    facts: dict[str, Any]
    request_id: str | None
    created_at: UtcTime


class ReportLineOut(Out):
    """A version's UTC day in one currency, and all its days up to that one."""

    day: date
    game: str
    variant: str
    version: int
    currency: str
    rounds: int
    stake: int
    payout: int
    rtp_published: float
    rtp_observed: float
    rtp_low: float = Field(description="lower end of the 95 % band around what was observed")
    rtp_high: float
    z: float = Field(description="standard errors between the payout and what was promised")
    alert: bool = Field(description="outside four standard errors")
    version_rounds: int
    version_rtp: float
    version_z: float
    version_alert: bool
    computed_at: UtcTime

    @classmethod
    def of(cls, row: dict[str, Any]) -> "ReportLineOut":
        """A stored line with its running sums."""
        z, alert = judged(row["version_deviation"], row["version_variance"])
        shown = {name: row[name] for name in cls.model_fields if name in row}
        version_rtp = float(row["version_payout"] / row["version_stake"])
        return cls.model_validate(shown | {"version_rtp": version_rtp, "version_z": z, "version_alert": alert})


class ReportOut(Out):
    items: list[ReportLineOut]
