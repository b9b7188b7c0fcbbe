"""Refusals of feedback."""

from casino_club.kernel.errors import DomainError, Messages


class UnknownActionError(DomainError):
    """No such action."""

    code = "unknown_action_type"
    kind = "invalid"
    messages = Messages("There is no such action.", "그런 행동은 없어요.")


class UnknownResultError(DomainError):
    """The action has no such result; `allowed` names those it has."""

    code = "unknown_result"
    kind = "invalid"
    messages = Messages("This action has no such result.", "이 행동에는 그런 결과가 없어요.")
