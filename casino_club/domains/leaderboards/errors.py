"""Refusals of the leaderboards."""

from casino_club.kernel.errors import DomainError, Messages


class LeaderboardRestingError(DomainError):
    """The boards are being rebuilt and there is too much play to rank it without them."""

    code = "leaderboard_resting"
    kind = "unavailable"
    messages = Messages(
        en="The leaderboard is being counted again. Please come back in a moment.",
        ko="순위표를 다시 세고 있어요. 잠시 후에 다시 와 주세요.",
    )
