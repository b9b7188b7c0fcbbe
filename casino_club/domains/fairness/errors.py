"""What fairness refuses."""

from casino_club.kernel.errors import DomainError, Messages


class HandOpenError(DomainError):
    """A hand is being played from this seed, or another deal was asked for: it must be finished first.

    A game that refuses a deal names the hand in `details.hand_id`.
    """

    code = "hand_open"
    kind = "conflict"
    messages = Messages("Finish your open hand first.", "진행 중인 핸드를 먼저 끝내 주세요.")
