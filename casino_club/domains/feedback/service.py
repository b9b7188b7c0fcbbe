"""The one use case of feedback."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.feedback import rules
from casino_club.domains.feedback.contracts import Feedback, Run
from casino_club.domains.games import public as games
from casino_club.domains.users import public as users


async def get_feedback(
    session: AsyncSession, *, user_id: int, action_type: str, result: str | None, language: str | None, now: datetime
) -> Feedback:
    """What to say to a player after an action, in `language` or, without one, in their own.

    Raises `UnknownActionError`, `UnknownResultError`.
    """
    action = rules.normal(action_type)
    game = rules.game_of(action)
    run = Run()
    if game is not None:
        run = rules.run_of(await games.list_rounds(session, user_id=user_id, game=game, limit=rules.ROUNDS_READ))
    spoken = language or (await users.get(session, user_id=user_id)).locale
    salt = f"{user_id}|{run.last_id or now.date().isoformat()}"
    return rules.say(action, result, run, salt=salt, korean=spoken == "ko")
