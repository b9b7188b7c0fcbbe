"""The pool of missions in the back office."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from casino_club.domains.missions.admin_service import Planned
from casino_club.domains.missions.catalog import FIRST_DAY
from casino_club.domains.missions.contracts import Kind, Mission
from casino_club.domains.missions.rules import NOT_FOR_GOALS
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards.schemas import BundleIn, BundleOut
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX


def _known_evaluator(value: str) -> str:
    if value not in EVALUATORS or value in NOT_FOR_GOALS:
        raise PydanticCustomError("unknown_evaluator", "unknown evaluator")
    return value


Code = Annotated[str, Field(min_length=1, max_length=48, pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
Evaluator = Annotated[str, Field(max_length=64), AfterValidator(_known_evaluator)]
Title = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$")]
Target = Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
Weight = Annotated[int, Field(ge=1, le=1000, description="how often it comes, beside the others of its kind")]


class MissionIn(In):
    """A new mission; it comes into the pool with the next day or week."""

    id: Code
    kind: Kind
    evaluator: Evaluator
    target: Target
    bundle: BundleIn
    weight: Weight = 10
    title_ko: Title
    title_en: Title
    active: bool = True

    def mission(self) -> Mission:
        """The domain's own shape."""
        return Mission(
            code=self.id,
            kind=self.kind,
            evaluator=self.evaluator,
            target=self.target,
            bundle=self.bundle.bundle(),
            weight=self.weight,
            title_ko=self.title_ko,
            title_en=self.title_en,
            active=self.active,
            valid_from=FIRST_DAY,
        )


class MissionEditIn(In):
    """What is left out stays."""

    evaluator: Evaluator | None = None
    target: Target | None = None
    bundle: BundleIn | None = None
    weight: Weight | None = None
    title_ko: Title | None = None
    title_en: Title | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that change, in the domain's own shape."""
        given = self.model_dump(exclude_none=True, exclude={"bundle"})
        return given | ({} if self.bundle is None else {"bundle": self.bundle.bundle()})


class MissionActiveIn(In):
    active: bool


class MissionVersionOut(Out):
    """How a mission stands from a moment on."""

    evaluator: str
    target: Amount
    bundle: BundleOut
    weight: int
    title_ko: str
    title_en: str
    active: bool
    valid_from: UtcTime

    @classmethod
    def of(cls, one: Mission) -> "MissionVersionOut":
        """A version in the words of the API."""
        return cls(
            evaluator=one.evaluator,
            target=one.target,
            bundle=BundleOut.of(one.bundle),
            weight=one.weight,
            title_ko=one.title_ko,
            title_en=one.title_en,
            active=one.active,
            valid_from=_midnight(one.valid_from),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


class MissionPlanOut(Out):
    """A mission as it stands now, and as it will from the next day or week on, if that differs."""

    id: str
    kind: Kind
    current: MissionVersionOut | None = Field(description="null before its first day or week")
    upcoming: MissionVersionOut | None

    @classmethod
    def of(cls, plan: Planned) -> "MissionPlanOut":
        """A mission's present and future."""
        known = plan.current or plan.upcoming
        assert known is not None  # noqa: S101 - a plan has at least one
        return cls(
            id=plan.code,
            kind=known.kind,
            current=None if plan.current is None else MissionVersionOut.of(plan.current),
            upcoming=None if plan.upcoming is None else MissionVersionOut.of(plan.upcoming),
        )


class MissionPlansOut(Out):
    """The whole pool, and the evaluators one may use."""

    items: list[MissionPlanOut]
    evaluators: list[str]
