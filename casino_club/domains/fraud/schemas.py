"""The fraud desk over HTTP."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casino_club.domains.fraud.contracts import (
    Case,
    CaseTier,
    Decision,
    Features,
    Match,
    Op,
    Outcome,
    RuleBook,
    ShadowCount,
    Tier,
    Verdict,
)
from casino_club.domains.fraud.service import Judge
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.errors import Messages
from casino_club.kernel.money import AMOUNT_MAX

ReceiptText = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Feature = Annotated[int, Field(ge=0, le=AMOUNT_MAX)]


class ReasonOut(Out):
    en: str
    ko: str

    @classmethod
    def of(cls, reason: Messages) -> "ReasonOut":
        """A reason in both languages: those who read it work in either."""
        return cls(en=reason.en, ko=reason.ko)


class MatchOut(Out):
    """A rule that matched. A `shadow` one did not count."""

    rule: str
    points: int
    shadow: bool
    reason: ReasonOut

    @classmethod
    def of(cls, match: Match) -> "MatchOut":
        """A match in the words of the API."""
        return cls(rule=match.rule, points=match.points, shadow=match.shadow, reason=ReasonOut.of(match.reason))


class ShadowOut(Out):
    """The verdict as it would be if shadow rules counted; `matched` holds those that count too."""

    tier: Tier
    score: int
    matched: list[MatchOut]


class VerdictOut(Out):
    """`shadow` is null when no shadow rule matched."""

    tier: Tier
    score: int
    matched: list[MatchOut]
    rules_version: str
    shadow: ShadowOut | None

    @classmethod
    def of(cls, verdict: Verdict) -> "VerdictOut":
        """A verdict in the words of the API."""
        shadow = verdict.shadow
        return cls(
            tier=verdict.tier,
            score=verdict.score,
            matched=[MatchOut.of(one) for one in verdict.matched],
            rules_version=verdict.rules_version,
            shadow=None
            if shadow is None
            else ShadowOut(tier=shadow.tier, score=shadow.score, matched=[MatchOut.of(one) for one in shadow.matched]),
        )


class FeaturesOut(Out):
    """Counts end at the attempt and hold it; they stop at 1000. `amount_ratio` is in percent of the player's mean."""

    attempts_user_10m: int
    attempts_user_1d: int
    attempts_ip_10m: int
    attempts_device_10m: int
    users_of_ip_1d: int
    users_of_device_30d: int
    distinct_cards_user_7d: int
    users_of_card_30d: int
    failed_user_1d: int
    charged_back_user: int
    paid_user: int
    amount_krw: Amount
    amount_ratio: Amount
    account_age_hours: int


class RulingOut(Out):
    """What was decided, and why."""

    decision: Decision
    decided_by: int
    decided_at: UtcTime
    note: str


class CaseOut(Out):
    """An attempt to pay that somebody looks at, with everything that explains it."""

    receipt_code: str
    user_id: int
    at: UtcTime
    tier: CaseTier
    currency: Literal["KRW", "USD"]
    amount: Amount
    amount_krw: Amount
    verdict: VerdictOut
    features: FeaturesOut
    outcome: Outcome | None
    ruling: RulingOut | None

    @classmethod
    def of(cls, case: Case) -> "CaseOut":
        """A case in the words of the API."""
        tier, ruling = case.verdict.tier, case.ruling
        assert tier != "allow"  # noqa: S101 - what is allowed has no case
        return cls(
            receipt_code=case.receipt,
            user_id=case.user_id,
            at=case.at,
            tier=tier,
            currency=case.currency,
            amount=case.amount,
            amount_krw=case.amount_krw,
            verdict=VerdictOut.of(case.verdict),
            features=FeaturesOut.model_validate(case.features),
            outcome=case.outcome,
            ruling=None
            if ruling is None
            else RulingOut(
                decision=ruling.decision, decided_by=ruling.actor_id, decided_at=ruling.at, note=ruling.note
            ),
        )


class DecideIn(In):
    """`release` lets a held player buy again, `confirm` keeps the refusal. The note goes into the audit log."""

    decision: Decision
    note: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]


class FeaturesIn(In):
    """What is not given is as for somebody nothing is known of."""

    attempts_user_10m: Feature = 0
    attempts_user_1d: Feature = 0
    attempts_ip_10m: Feature = 0
    attempts_device_10m: Feature = 0
    users_of_ip_1d: Feature = 0
    users_of_device_30d: Feature = 0
    distinct_cards_user_7d: Feature = 0
    users_of_card_30d: Feature = 0
    failed_user_1d: Feature = 0
    charged_back_user: Feature = 0
    paid_user: Feature = 0
    amount_krw: Feature = 0
    amount_ratio: Feature = 100
    account_age_hours: Feature = 0

    def features(self) -> Features:
        """The domain's shape."""
        return Features(**self.model_dump())


class TryIn(In):
    """Features, or the receipt of an attempt whose features are taken: one of them."""

    features: FeaturesIn | None = None
    receipt_code: ReceiptText | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.features is None) == (self.receipt_code is None):
            raise PydanticCustomError("features_or_receipt", "features or receipt_code, not both")
        return self


class TryOut(Out):
    """What the rules in force say; nothing was written."""

    features: FeaturesOut
    verdict: VerdictOut

    @classmethod
    def of(cls, features: Features, verdict: Verdict) -> "TryOut":
        """A trial in the words of the API."""
        return cls(features=FeaturesOut.model_validate(features), verdict=VerdictOut.of(verdict))


class ConditionOut(Out):
    feature: str
    op: Op
    value: Amount


class RuleOut(Out):
    id: str
    when: list[ConditionOut]
    points: int
    reason: ReasonOut
    shadow: bool


class ThresholdsOut(Out):
    """The lowest score of each tier."""

    review: int
    soft: int
    hard: int


class FailureOut(Out):
    """Why the file of now is not in force."""

    problem: str
    at: UtcTime


class ShadowCountOut(Out):
    """What a tried rule did in the last day: matches, and verdicts that would have been of another tier."""

    rule: str
    matches: int
    tier_changes: int


class RulesOut(Out):
    """The rules in force in the process that answers. `shadow`: all of them are only tried."""

    version: str
    shadow: bool
    thresholds: ThresholdsOut
    rules: list[RuleOut]
    loaded_at: UtcTime
    last_error: FailureOut | None
    shadow_matches: list[ShadowCountOut]

    @classmethod
    def of(cls, judge: Judge, book: RuleBook, shadows: list[ShadowCount]) -> "RulesOut":
        """The book in the words of the API."""
        failure = judge.books.failure
        return cls(
            version=book.version,
            shadow=book.shadow,
            thresholds=ThresholdsOut.model_validate(book.thresholds),
            rules=[
                RuleOut(
                    id=rule.id,
                    when=[ConditionOut.model_validate(one) for one in rule.when],
                    points=rule.points,
                    reason=ReasonOut.of(rule.reason),
                    shadow=rule.shadow,
                )
                for rule in book.rules
            ],
            loaded_at=judge.books.loaded_at,
            last_error=None if failure is None else FailureOut.model_validate(failure),
            shadow_matches=[ShadowCountOut.model_validate(one) for one in shadows],
        )
