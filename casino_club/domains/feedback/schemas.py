"""Bodies of feedback."""

from casino_club.domains.feedback.contracts import AnimationKey, Tone
from casino_club.infra.http.schemas import Out


class FeedbackOut(Out):
    """One line for the player, how it is meant, and what a screen may do with it."""

    message: str
    tone: Tone
    animation_key: AnimationKey
