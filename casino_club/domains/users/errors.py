"""What users refuses."""

from casino_club.kernel.errors import DomainError, Messages


class RefusedInputError(ValueError):
    """The text breaks a rule; `reason` is a stable word for the answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UserNotFoundError(DomainError):
    """There is no such player (any more)."""

    code = "user_not_found"
    kind = "not_found"
    messages = Messages("We could not find that player.", "플레이어를 찾을 수 없어요.")


class SiteIdTakenError(DomainError):
    """Somebody has this login name, in whatever case."""

    code = "site_id_taken"
    kind = "conflict"
    messages = Messages("That ID is taken.", "이미 사용 중인 아이디예요.")


class NicknameTakenError(DomainError):
    """Somebody has this nickname, or one that reads the same."""

    code = "nickname_taken"
    kind = "conflict"
    messages = Messages("That nickname is taken.", "이미 사용 중인 닉네임이에요.")


class PhoneTakenError(DomainError):
    """Another account has this phone number."""

    code = "phone_taken"
    kind = "conflict"
    messages = Messages("That phone number is in use.", "이미 사용 중인 전화번호예요.")


class EmailTakenError(DomainError):
    """Another account has this e-mail address."""

    code = "email_taken"
    kind = "conflict"
    messages = Messages("That e-mail address is in use.", "이미 사용 중인 이메일이에요.")


class NicknameCooldownError(DomainError):
    """The nickname was changed lately; `Retry-After` says when it may change again."""

    code = "nickname_cooldown"
    kind = "limited"
    messages = Messages(
        "You can change your nickname again in {retry_after_hours} h.",
        "닉네임은 {retry_after_hours}시간 후에 다시 바꿀 수 있어요.",
    )

    def __init__(self, retry_after_s: int) -> None:
        super().__init__({"retry_after_hours": -(-retry_after_s // 3600)}, retry_after_s=retry_after_s)
