"""What a player's own limits and the market refuse."""

from datetime import datetime
from typing import Final

from casino_club.domains.auth.errors import AccountExcludedError
from casino_club.kernel.errors import DomainError, Messages


class LimitReachedError(DomainError):
    """The bet would pass a limit the player has set; `limit` names it."""

    code = "limit_reached"
    kind = "forbidden"
    messages = Messages("You have reached a limit you set yourself.", "직접 정한 한도에 도달했어요.")


class RealityCheckDueError(DomainError):
    """An hour of play has passed: the reality check must be dismissed first."""

    code = "reality_check_due"
    kind = "forbidden"
    messages = Messages("Take a moment: see how long you have played.", "잠깐 쉬면서 플레이 시간을 확인해 주세요.")


class AgeVerificationRequiredError(DomainError):
    """This market opens games to verified adults only."""

    code = "age_verification_required"
    kind = "forbidden"
    messages = Messages("Please verify your age before you play.", "게임을 하려면 먼저 성인 인증이 필요해요.")


class UnderageError(DomainError):
    """The birth date says that the player is not an adult yet."""

    code = "underage"
    kind = "forbidden"
    messages = Messages("This club is for people of 19 and over.", "만 19세 이상만 이용할 수 있는 클럽이에요.")


class BirthDateMismatchError(DomainError):
    """Another birth date was given before; support can correct it."""

    code = "birth_date_mismatch"
    kind = "conflict"
    messages = Messages(
        "That is not the birth date you gave us before. Please ask support to correct it.",
        "전에 알려 주신 생년월일과 달라요. 고쳐야 한다면 고객센터에 알려 주세요.",
    )


class BirthDateMissingError(DomainError):
    """No birth date was ever given."""

    code = "birth_date_required"
    kind = "invalid"
    messages = Messages("Please tell us your birth date.", "생년월일을 알려 주세요.")


class TooFastError(DomainError):
    """The market's minimum game cycle has not passed."""

    code = "too_fast"
    kind = "limited"
    messages = Messages("One moment before the next round.", "다음 라운드까지 잠시만 기다려 주세요.")

    def __init__(self) -> None:
        super().__init__(retry_after_s=1)


_REFUSALS: Final[dict[str, type[DomainError]]] = {
    "reality_check_due": RealityCheckDueError,
    "age_verification_required": AgeVerificationRequiredError,
    "too_fast": TooFastError,
}


def refusal_of(status: str) -> DomainError | None:
    """The error for an answer of `play_refusal`; None when it is not one of those."""
    word, _, fact = status.partition(":")
    if word == "limit_reached":
        return LimitReachedError({"limit": fact})
    if word == "account_excluded":
        return AccountExcludedError(datetime.fromisoformat(fact))
    kind = _REFUSALS.get(status)
    return None if kind is None else kind()
