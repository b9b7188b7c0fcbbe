"""Every statement on quiz results and on feedback about recommendations."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.quiz.contracts import Result, Score, Verdict

_ADD_RESULT: Final = text(
    "INSERT INTO quiz_results (user_id, version, answers, risk, preferences, profile, created_at)"
    " VALUES (:user_id, :version, :answers, :risk, :preferences, :profile, :now)"
    " RETURNING id, version, answers, risk, preferences, profile, created_at"
).bindparams(bindparam("answers", type_=JSONB), bindparam("preferences", type_=JSONB))
_RESULTS: Final = text(
    "SELECT id, version, answers, risk, preferences, profile, created_at FROM quiz_results"
    " WHERE user_id = :user_id AND id < :before ORDER BY id DESC LIMIT :limit"
)
_ADD_FEEDBACK: Final = text(
    "INSERT INTO recommendation_feedback (user_id, recommendation, verdict, created_at)"
    " VALUES (:user_id, :recommendation, :verdict, :now)"
)
_LAST_WORDS: Final = text(
    "SELECT DISTINCT ON (recommendation) recommendation, verdict, created_at FROM recommendation_feedback"
    " WHERE user_id = :user_id AND verdict <> 'opened' ORDER BY recommendation, id DESC"
)
_ERASE: Final = (
    text("DELETE FROM quiz_results WHERE user_id = :user_id"),
    text("DELETE FROM recommendation_feedback WHERE user_id = :user_id"),
)
NEWEST: Final = UUID(int=2**128 - 1)


def _result(row: Any) -> Result:
    return Result(row.id, row.version, row.answers, Score(row.risk, row.preferences, row.profile), row.created_at)


async def add_result(
    session: AsyncSession, user_id: int, *, version: int, answers: dict[str, str], score: Score, now: datetime
) -> Result:
    """Keep a finished quiz."""
    facts = {"user_id": user_id, "version": version, "answers": answers, "now": now, **asdict(score)}
    return _result((await session.execute(_ADD_RESULT, facts)).one())


async def list_results(session: AsyncSession, user_id: int, *, before: UUID = NEWEST, limit: int = 200) -> list[Result]:
    """A player's results, newest first."""
    rows = await session.execute(_RESULTS, {"user_id": user_id, "before": before, "limit": limit})
    return [_result(row) for row in rows]


async def add_feedback(
    session: AsyncSession, user_id: int, *, recommendation: str, verdict: Verdict, now: datetime
) -> None:
    """Keep what a player said or did about a recommendation."""
    facts = {"user_id": user_id, "recommendation": recommendation, "verdict": verdict, "now": now}
    await session.execute(_ADD_FEEDBACK, facts)


async def last_words(session: AsyncSession, user_id: int) -> dict[str, tuple[Verdict, datetime]]:
    """A player's newest opinion of each recommendation, and when it was said."""
    rows = await session.execute(_LAST_WORDS, {"user_id": user_id})
    return {row.recommendation: (row.verdict, row.created_at) for row in rows}


async def erase(session: AsyncSession, user_id: int) -> None:
    """Forget everything a player said here."""
    for statement in _ERASE:
        await session.execute(statement, {"user_id": user_id})
