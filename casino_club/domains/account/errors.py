"""What accounts refuses."""

from casino_club.kernel.errors import DomainError, Messages


class OutrankedError(DomainError):
    """Staff act on those below them; an admin on everybody but themselves."""

    code = "forbidden"
    kind = "forbidden"
    messages = Messages("You may not do this to that account.", "그 계정에는 이 작업을 할 수 없어요.")
