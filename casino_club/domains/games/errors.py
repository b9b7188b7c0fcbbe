"""What every game refuses."""

from collections.abc import Sequence

from pydantic import ValidationError

from casino_club.kernel.errors import DomainError, Messages


class ConfigInvalidError(DomainError):
    """A configuration that cannot be played. `problems` are (where, what) pairs."""

    code = "config_invalid"
    kind = "invalid"
    messages = Messages("This configuration cannot be played.", "이 설정으로는 게임을 열 수 없어요.")

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__({"problems": [{"loc": loc, "problem": problem} for loc, problem in problems]})
        self.problems = list(problems)

    @classmethod
    def of_shape(cls, error: ValidationError) -> "ConfigInvalidError":
        """A body whose very shape is wrong, each problem with its path."""
        return cls([(".".join(map(str, one["loc"])) or "body", one["type"]) for one in error.errors()])


class ConfigMovedError(DomainError):
    """Another version of the table plays since this bet was read; the bet was not taken."""

    code = "config_moved"
    kind = "conflict"
    messages = Messages(
        "The table has just changed. Please try again.", "방금 테이블이 바뀌었어요. 다시 시도해 주세요."
    )


class GameDisabledError(DomainError):
    """The operator has closed this game."""

    code = "game_disabled"
    kind = "unavailable"
    messages = Messages("This game is closed for now.", "지금은 쉬고 있는 게임이에요.")


class RoundClosedError(DomainError):
    """The shared round takes no more bets."""

    code = "round_closed"
    kind = "conflict"
    messages = Messages("Bets are closed for this round.", "이번 라운드 베팅은 마감됐어요.")


class RoundLimitError(DomainError):
    """The player's stakes on this shared round would pass the table's limit."""

    code = "round_limit"
    kind = "invalid"
    messages = Messages("That is more than this table takes a round.", "이 테이블의 라운드 한도를 넘어요.")


class SlotTakenError(DomainError):
    """The player already has this bet on the shared round."""

    code = "bet_already_placed"
    kind = "conflict"
    messages = Messages("You have placed this bet already.", "이미 건 베팅이에요.")


class BetNotFoundError(DomainError):
    """No such bet of this player."""

    code = "bet_not_found"
    kind = "not_found"
    messages = Messages("We could not find that bet.", "그 베팅을 찾을 수 없어요.")


class BetClosedError(DomainError):
    """The bet is settled, refunded, or another move came first."""

    code = "bet_closed"
    kind = "conflict"
    messages = Messages("That bet has moved on.", "이미 진행된 베팅이에요.")


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
