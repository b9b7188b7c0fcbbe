"""What the capsules refuse."""

from casino_club.kernel.errors import DomainError, Messages


class UnknownBannerError(DomainError):
    """No such banner."""

    code = "unknown_banner"
    kind = "not_found"
    messages = Messages("We do not have that banner.", "그런 배너는 없어요.")
