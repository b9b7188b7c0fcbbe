"""What auth refuses."""

from datetime import datetime

from casino_club.kernel.clock import iso_z
from casino_club.kernel.errors import DomainError, Messages


class UnauthenticatedError(DomainError):
    """No access token, or one that is not (any more) good. The reason is not told."""

    code = "unauthenticated"
    kind = "unauthenticated"
    messages = Messages("Please log in.", "로그인이 필요해요.")


class ForbiddenError(DomainError):
    """The caller's role or tier is too low."""

    code = "forbidden"
    kind = "forbidden"
    messages = Messages("You may not do this.", "이 작업을 할 권한이 없어요.")


class PasswordChangeRequiredError(DomainError):
    """The password was given by somebody else and must be changed first."""

    code = "password_change_required"
    kind = "forbidden"
    messages = Messages("Please change your password first.", "먼저 비밀번호를 바꿔 주세요.")


class InvalidCredentialsError(DomainError):
    """No such login with such a password; which of the two is not told."""

    code = "invalid_credentials"
    kind = "unauthenticated"
    messages = Messages("The ID or password is wrong.", "아이디 또는 비밀번호가 맞지 않아요.")
    detail_is_object = True


class WrongPasswordError(DomainError):
    """The current password, asked again, is wrong."""

    code = "invalid_credentials"
    kind = "unauthenticated"
    messages = Messages("The current password is wrong.", "현재 비밀번호가 맞지 않아요.")


class LoginLockedError(DomainError):
    """Too many failures; nothing about the password is told until the window has passed."""

    code = "login_locked"
    kind = "limited"
    messages = Messages(
        "Too many attempts. Try again in {retry_after_minutes} min.",
        "시도 횟수가 너무 많아요. {retry_after_minutes}분 후에 다시 시도해 주세요.",
    )
    detail_is_object = True

    def __init__(self, retry_after_s: int) -> None:
        super().__init__({"retry_after_minutes": -(-retry_after_s // 60)}, retry_after_s=retry_after_s)


class AccountSuspendedError(DomainError):
    """The account is suspended; told only to who knows the password."""

    code = "account_suspended"
    kind = "forbidden"
    messages = Messages("This account is suspended.", "이용이 정지된 계정이에요.")


class AccountExcludedError(DomainError):
    """The player takes a break; `until` says when it ends. Of a log-in it is told only to who knows the password."""

    code = "account_excluded"
    kind = "forbidden"
    messages = Messages("You are taking a break from play.", "지금은 쉬어 가는 기간이에요.")

    def __init__(self, until: datetime) -> None:
        super().__init__({"until": iso_z(until)})


class RefreshInvalidError(DomainError):
    """The refresh token is unknown, expired, or of an ended session."""

    code = "refresh_invalid"
    kind = "unauthenticated"
    messages = Messages("Your session has ended. Please log in again.", "세션이 끝났어요. 다시 로그인해 주세요.")


class RefreshReusedError(DomainError):
    """A refresh token came a second time: somebody has a copy, so the whole session was ended."""

    code = "refresh_reused"
    kind = "unauthenticated"
    messages = Messages(
        "Your session was ended for your safety. Please log in again.",
        "안전을 위해 세션을 끝냈어요. 다시 로그인해 주세요.",
    )


class SessionNotFoundError(DomainError):
    """The caller has no such live session."""

    code = "session_not_found"
    kind = "not_found"
    messages = Messages("We could not find that session.", "세션을 찾을 수 없어요.")


class PasswordRefusedError(DomainError):
    """The new password breaks a rule; `details.reason` is `too_short`, `too_long`, `too_common` or `unchanged`."""

    code = "password_refused"
    kind = "invalid"
    messages = Messages(
        "Choose 8 to 128 characters that are neither a well-known password nor your current one.",
        "8~128자로, 흔히 쓰이지 않고 지금 쓰는 것과 다른 비밀번호를 골라 주세요.",
    )

    def __init__(self, reason: str) -> None:
        super().__init__({"reason": reason})


class BusyError(DomainError):
    """More password checks are waiting than can be done soon."""

    code = "unavailable"
    kind = "unavailable"
    messages = Messages("Back in a moment. Please try again.", "잠시 후 다시 시도해 주세요.")
