"""Achievements in the back office."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from casino_club.domains.achievements.contracts import Definition, ScopeKind, Tier
from casino_club.domains.achievements.rules import NOT_FOR_GOALS
from casino_club.domains.achievements.schemas import Code
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards.schemas import BundleIn, BundleOut
from casino_club.infra.http.schemas import Amount, In, Out
from casino_club.kernel.money import AMOUNT_MAX


def _known_evaluator(value: str) -> str:
    if value not in EVALUATORS or value in NOT_FOR_GOALS:
        raise PydanticCustomError("unknown_evaluator", "unknown evaluator")
    return value


Evaluator = Annotated[str, Field(max_length=64), AfterValidator(_known_evaluator)]
Title = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$")]
Description = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Target = Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
Sort = Annotated[int, Field(ge=0, le=1_000_000)]


class AchievementIn(In):
    """A new achievement. A family has one of each tier; `badge` defaults to the family."""

    code: Code
    family: Code
    tier: Tier
    evaluator: Evaluator
    scope: ScopeKind = "all"
    target: Target
    title_ko: Title
    title_en: Title
    description_ko: Description
    description_en: Description
    badge: Code | None = None
    bundle: BundleIn
    sort: Sort = 10_000
    active: bool = True

    def definition(self) -> Definition:
        """The domain's own shape."""
        facts: dict[str, Any] = self.model_dump(exclude={"scope", "badge", "bundle"})
        return Definition(**facts, scope_kind=self.scope, badge=self.badge or self.family, bundle=self.bundle.bundle())


class AchievementEditIn(In):
    """What is left out stays."""

    evaluator: Evaluator | None = None
    scope: ScopeKind | None = None
    target: Target | None = None
    title_ko: Title | None = None
    title_en: Title | None = None
    description_ko: Description | None = None
    description_en: Description | None = None
    badge: Code | None = None
    bundle: BundleIn | None = None
    sort: Sort | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that change, in the domain's own shape."""
        given = self.model_dump(exclude_none=True, exclude={"bundle", "scope"})
        scope = {} if self.scope is None else {"scope_kind": self.scope}
        return given | scope | ({} if self.bundle is None else {"bundle": self.bundle.bundle()})


class ActiveIn(In):
    active: bool


class AchievementAdminOut(Out):
    """A definition, and how many players unlocked it."""

    code: str
    family: str
    tier: Tier
    evaluator: str
    scope: ScopeKind
    target: Amount
    title_ko: str
    title_en: str
    description_ko: str
    description_en: str
    badge: str
    bundle: BundleOut
    sort: int
    active: bool
    players: int

    @classmethod
    def of(cls, one: Definition, players: int) -> "AchievementAdminOut":
        """A definition in the words of the API."""
        return cls(
            code=one.code,
            family=one.family,
            tier=one.tier,
            evaluator=one.evaluator,
            scope=one.scope_kind,
            target=one.target,
            title_ko=one.title_ko,
            title_en=one.title_en,
            description_ko=one.description_ko,
            description_en=one.description_en,
            badge=one.badge,
            bundle=BundleOut.of(one.bundle),
            sort=one.sort,
            active=one.active,
            players=players,
        )


class AchievementsAdminOut(Out):
    """Every definition in order, and the evaluators one may use."""

    items: list[AchievementAdminOut]
    evaluators: list[str]
