"""What invites refuses."""

from casino_club.domains.invites.contracts import InviteReason
from casino_club.kernel.errors import DomainError, Messages


class InviteInvalidError(DomainError):
    """The code is unknown, inactive or expired; `details.reason` says which."""

    code = "invite_invalid"
    kind = "bad_request"
    messages = Messages("That invite code does not work.", "사용할 수 없는 초대 코드예요.")

    def __init__(self, reason: InviteReason) -> None:
        super().__init__({"reason": reason})


class InviteUsedError(DomainError):
    """Somebody has signed up with this code."""

    code = "invite_used"
    kind = "bad_request"
    messages = Messages("That invite code has been used.", "이미 사용된 초대 코드예요.")


class InviteCodeTakenError(DomainError):
    """There is a code of this name already."""

    code = "invite_code_taken"
    kind = "conflict"
    messages = Messages("There is such a code already.", "이미 있는 코드예요.")


class InviteNotFoundError(DomainError):
    """There is no such invite code."""

    code = "invite_not_found"
    kind = "not_found"
    messages = Messages("We could not find that invite code.", "초대 코드를 찾을 수 없어요.")
