"""Refusals of rewards."""

from casino_club.kernel.errors import DomainError, Messages


class EmptyBundleError(DomainError):
    """A reward must hold something."""

    code = "empty_bundle"
    kind = "invalid"
    messages = Messages("A reward must hold something.", "보상에 담긴 것이 없어요.")


class GrantTooLargeError(DomainError):
    """More than one person alone may give."""

    code = "grant_too_large"
    kind = "invalid"
    messages = Messages("This is more than one grant may hold.", "한 번에 줄 수 있는 양을 넘었어요.")
