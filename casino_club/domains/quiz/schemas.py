"""Bodies of the quiz and of recommendations."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from casino_club.domains.quiz import rules
from casino_club.domains.quiz.catalog import quizzes
from casino_club.domains.quiz.contracts import Band, Preference, Reason, Recommendation, Result, Suggestions, Verdict
from casino_club.domains.quiz.service import QuizState, Submitted
from casino_club.domains.rewards.schemas import RewardItemOut, reward_items
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime

Percent = Annotated[int, Field(ge=0, le=100)]
AnswerId = Annotated[str, Field(min_length=1, max_length=64)]


class QuizTextOut(Out):
    en: str
    ko: str


class QuizOptionOut(Out):
    id: str
    text: QuizTextOut


class QuizQuestionOut(Out):
    id: str
    text: QuizTextOut
    options: list[QuizOptionOut]


class QuizPortraitOut(Out):
    name: QuizTextOut
    text: QuizTextOut


class QuizPreferencesOut(Out):
    collecting: Percent
    competing: Percent
    relaxing: Percent
    social: Percent


class QuizResultOut(Out):
    """`profile` is the strongest preference, `band` the third of the scale that `risk` stands in."""

    id: UUID
    version: int
    risk: Percent
    band: Band
    band_portrait: QuizPortraitOut
    preferences: QuizPreferencesOut
    profile: Preference
    portrait: QuizPortraitOut
    created_at: UtcTime

    @classmethod
    def of(cls, result: Result) -> Self:
        quiz = quizzes()[result.version]
        band = rules.band_of(result.score.risk)
        return cls(
            id=result.id,
            version=result.version,
            risk=result.score.risk,
            band=band,
            band_portrait=QuizPortraitOut.model_validate(quiz.bands[band]),
            preferences=QuizPreferencesOut.model_validate(dict(result.score.preferences)),
            profile=result.score.profile,
            portrait=QuizPortraitOut.model_validate(quiz.profiles[result.score.profile]),
            created_at=result.created_at,
        )


class QuizRewardOut(Out):
    gold: Amount
    exp: Amount


class QuizOut(Out):
    """`reward` is null once it was given for this version; `retake_at` null when it may be answered now."""

    version: int
    title: QuizTextOut
    intro: QuizTextOut
    questions: list[QuizQuestionOut]
    reward: QuizRewardOut | None
    result: QuizResultOut | None
    retake_at: UtcTime | None

    @classmethod
    def of(cls, state: QuizState) -> Self:
        return cls(
            version=state.quiz.version,
            title=QuizTextOut.model_validate(state.quiz.title),
            intro=QuizTextOut.model_validate(state.quiz.intro),
            questions=[QuizQuestionOut.model_validate(question) for question in state.quiz.questions],
            reward=None if state.rewarded else QuizRewardOut.model_validate(dict(rules.REWARD)),
            result=None if state.result is None else QuizResultOut.of(state.result),
            retake_at=state.retake_at,
        )


class QuizAnswerIn(In):
    question_id: AnswerId
    option_id: AnswerId


class QuizSubmitIn(In):
    """Every question of the version, each once."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    answers: Annotated[list[QuizAnswerIn], Field(max_length=100)]


class QuizSubmitOut(Out):
    """`applied`: a reward was given now. `idempotent`: the same answers were known, and this is their result."""

    result: QuizResultOut
    applied: bool
    idempotent: bool
    reward_items: list[RewardItemOut]
    new_balances: dict[str, Amount]

    @classmethod
    def of(cls, done: Submitted) -> Self:
        grant = done.grant
        return cls(
            result=QuizResultOut.of(done.result),
            applied=grant is not None and grant.applied,
            idempotent=done.repeated,
            reward_items=[] if grant is None else reward_items(grant),
            new_balances={} if grant is None else grant.new_balances,
        )


class RecommendationOut(Out):
    """`target` is a page of the web app. `reason` says what speaks for it."""

    id: str
    kind: Literal["game", "today", "calm"]
    game: str | None
    target: str
    title: QuizTextOut
    text: QuizTextOut
    reason: Reason

    @classmethod
    def of(cls, one: Recommendation) -> Self:
        return cls(
            id=one.candidate.id,
            kind=one.kind,
            game=one.candidate.game,
            target=one.candidate.target,
            title=QuizTextOut.model_validate(one.candidate.title),
            text=QuizTextOut.model_validate(one.candidate.text),
            reason=one.reason,
        )


class BasedOnOut(Out):
    """All that was looked at: whether the quiz was taken, and games played in the last month."""

    quiz: bool
    played: list[str]


class RecommendationsOut(Out):
    """`calm`: nothing here leads to play."""

    items: list[RecommendationOut]
    calm: bool
    based_on: BasedOnOut
    generated_at: UtcTime

    @classmethod
    def of(cls, found: Suggestions, now: datetime) -> Self:
        return cls(
            items=[RecommendationOut.of(one) for one in found.items],
            calm=found.calm,
            based_on=BasedOnOut(quiz=found.taken, played=list(found.played)),
            generated_at=now,
        )


class RecommendationFeedbackIn(In):
    verdict: Verdict


class RecommendationFeedbackOut(Out):
    id: str
    verdict: Verdict
