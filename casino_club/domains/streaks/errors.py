"""What streaks refuse."""

from casino_club.kernel.errors import DomainError, Messages


class UnknownActionTypeError(DomainError):
    """No attendance has this code."""

    code = "unknown_action_type"
    kind = "invalid"
    messages = Messages("There is no such attendance.", "그런 출석 종류는 없어요.")


class ProtectionFullError(DomainError):
    """More protections than one may hold; `held` and `held_max` say how many fit."""

    code = "protection_full"
    kind = "conflict"
    messages = Messages(
        "You can hold {held_max} protections, and you have {held}.",
        "보호권은 {held_max}개까지 가질 수 있어요. 지금 {held}개를 갖고 있어요.",
    )
