"""What every game refuses."""

from casino_club.kernel.errors import DomainError, Messages


class StakeOutOfRangeError(DomainError):
    """The stake is outside the table's limits or not a multiple of its step."""

    code = "stake_out_of_range"
    kind = "invalid"
    messages = Messages("That stake is not possible at this table.", "이 테이블에서 걸 수 없는 금액이에요.")


class LaneFullError(DomainError):
    """More bets are waiting than the lane holds; this one was not taken."""

    code = "busy"
    kind = "unavailable"
    messages = Messages(
        "The tables are very busy. Please try again in a second.", "지금 테이블이 붐벼요. 잠시 후 다시 시도해 주세요."
    )


class LaneUnavailableError(DomainError):
    """The ledger is away. The bet was either not taken or will be answered by its key: repeat the same request."""

    code = "unavailable"
    kind = "unavailable"
    messages = Messages("Back in a moment. Please try again.", "잠시 후 다시 시도해 주세요.")


class UnknownVariantError(DomainError):
    """No such machine or table."""

    code = "unknown_machine"
    kind = "not_found"
    messages = Messages("We do not have that machine.", "그런 머신은 없어요.")


class UnknownGameError(DomainError):
    """No such game, or no such version of its configuration."""

    code = "unknown_game"
    kind = "not_found"
    messages = Messages("We do not have that game.", "그런 게임은 없어요.")


class RoundNotFoundError(DomainError):
    """No such round of this player."""

    code = "round_not_found"
    kind = "not_found"
    messages = Messages("We could not find that round.", "그 라운드를 찾을 수 없어요.")


class SessionNotFoundError(DomainError):
    """No such game session of this player."""

    code = "session_not_found"
    kind = "not_found"
    messages = Messages("We could not find that session.", "그 세션을 찾을 수 없어요.")


class SessionEndedError(DomainError):
    """The game session is over already."""

    code = "session_ended"
    kind = "conflict"
    messages = Messages("That session has ended.", "이미 끝난 세션이에요.")


class PlayerNotFoundError(DomainError):
    """No such player, or not yours to see."""

    code = "not_found"
    kind = "not_found"
    messages = Messages("We could not find that player.", "그 플레이어를 찾을 수 없어요.")
