"""Use cases of the quiz and of recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games_public
from casino_club.domains.games.book import Games
from casino_club.domains.quiz import metrics, repository, rules
from casino_club.domains.quiz.catalog import candidates, current_quiz, get_candidate
from casino_club.domains.quiz.contracts import Quiz, Result, Suggestions, Verdict
from casino_club.domains.quiz.errors import QuizTakenError, QuizVersionClosedError
from casino_club.domains.responsible import public as responsible
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle, Grant
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.clock import iso_z


@dataclass(frozen=True, slots=True)
class QuizState:
    """The open version as one player sees it. `retake_at` is None when it may be answered now."""

    quiz: Quiz
    result: Result | None
    retake_at: datetime | None
    rewarded: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """`repeated`: the very same answers were given before, and their result is answered again."""

    result: Result
    grant: Grant | None
    repeated: bool


def reward_key(version: int) -> str:
    """The key of a version's one reward."""
    return f"quiz:{version}"


async def find_result(session: AsyncSession, *, user_id: int) -> Result | None:
    """The newest result of any version."""
    found = await repository.list_results(session, user_id, limit=1)
    return found[0] if found else None


async def get_state(session: AsyncSession, *, user_id: int, now: datetime) -> QuizState:
    """The open version, and where the player stands with it."""
    quiz = current_quiz()
    result = await find_result(session, user_id=user_id)
    again = None
    if result is not None and result.version == quiz.version:
        opens = rules.retake_at(result.created_at)
        again = opens if opens > now else None
    key = reward_key(quiz.version)
    rewarded = key in await rewards.find_grants(session, user_id=user_id, keys=[key])
    return QuizState(quiz, result, again, rewarded)


async def submit(
    session: AsyncSession, *, user_id: int, version: int, answers: Sequence[tuple[str, str]], now: datetime
) -> Submitted:
    """Score answers, keep the result, and reward the first one of a version.

    The caller holds the player's lock. Raises `QuizVersionClosedError`, `FieldError`, and `QuizTakenError` for other
    answers within 30 days; the same answers get the same result.
    """
    quiz = current_quiz()
    if version < quiz.version:
        raise QuizVersionClosedError({"version": quiz.version})
    if version > quiz.version:
        raise FieldError([("body.version", "unknown_version")])
    if problems := rules.answer_problems(quiz, answers):
        raise FieldError(problems)
    state = await get_state(session, user_id=user_id, now=now)
    if state.retake_at is not None and state.result is not None:
        if state.result.answers != dict(answers):
            raise QuizTakenError({"retake_at": iso_z(state.retake_at)})
        return Submitted(state.result, None, repeated=True)
    score = rules.score(quiz, dict(answers))
    result = await repository.add_result(session, user_id, version=version, answers=dict(answers), score=score, now=now)
    metrics.RESULTS.labels(str(version), score.profile).inc()
    grant = None
    if not state.rewarded:
        grant = await rewards.grant(
            session,
            user_id=user_id,
            reason="quiz",
            bundle=Bundle.of(rules.REWARD),
            idempotency_key=reward_key(version),
            now=now,
        )
    return Submitted(result, grant, repeated=False)


async def suggestions(session: AsyncSession, games: Games, *, user_id: int, now: datetime) -> Suggestions:
    """What this player may like, from the quiz, the month's rounds and earlier feedback; never from money."""
    at_risk = await responsible.is_at_risk(session, user_id=user_id, now=now)
    result = await find_result(session, user_id=user_id)
    stats = await games_public.stats_of(session, user_id=user_id, period="month", now=now)
    plays = {code: one.plays for code, one in stats.items()}
    words = await repository.last_words(session, user_id)
    open_games = [game.code for game in games.all() if games.enabled(game.code) and games.all_live(game.code)]
    items = rules.recommend(
        candidates(),
        taste=None if result is None else result.score,
        plays=plays,
        open_games=open_games,
        hidden=[name for name, (verdict, at) in words.items() if rules.is_hidden(verdict, at, now)],
        helpful=[name for name, (verdict, _) in words.items() if verdict == "helpful"],
        at_risk=at_risk,
    )
    return Suggestions(items, at_risk, result is not None, sorted(code for code, count in plays.items() if count))


async def give_feedback(
    session: AsyncSession, *, user_id: int, recommendation_id: str, verdict: Verdict, now: datetime
) -> None:
    """Keep a player's word. Raises `RecommendationNotFoundError`."""
    one = get_candidate(recommendation_id)
    await repository.add_feedback(session, user_id, recommendation=one.id, verdict=verdict, now=now)
    metrics.FEEDBACK.labels(one.id, verdict).inc()
