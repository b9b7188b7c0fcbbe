"""What the stories refuse."""

from casino_club.domains.responsible.errors import AgeVerificationRequiredError as PlayAgeVerificationRequiredError
from casino_club.domains.responsible.errors import UnderageError
from casino_club.kernel.errors import DomainError, Messages

__all__ = ["UnderageError"]


class AgeVerificationRequiredError(PlayAgeVerificationRequiredError):
    """Stories open after an age check that still holds."""

    messages = Messages(
        "These stories are for adults. Please verify your age first.",
        "성인만 볼 수 있는 이야기예요. 먼저 성인 인증을 해 주세요.",
    )


class ContentNotFoundError(DomainError):
    """There is no such story, or it is switched off."""

    code = "content_not_found"
    kind = "not_found"
    messages = Messages("We could not find that story.", "이야기를 찾을 수 없어요.")


class StageOutOfOrderError(DomainError):
    """An earlier stage is still closed; `next_stage` names it."""

    code = "stage_out_of_order"
    kind = "conflict"
    messages = Messages("Please open the earlier part first.", "앞부분을 먼저 열어 주세요.")


class AgeVerifierUnavailableError(DomainError):
    """The provider of age checks cannot be reached."""

    code = "age_verifier_unavailable"
    kind = "unavailable"
    messages = Messages(
        "Age checks are away for a moment. Please try again later.",
        "지금은 성인 인증을 할 수 없어요. 잠시 후 다시 시도해 주세요.",
    )


class AgeVerificationNotFoundError(DomainError):
    """No such check of this player is under way."""

    code = "age_verification_not_found"
    kind = "not_found"
    messages = Messages(
        "We could not find that age check. Please start again.",
        "진행 중인 성인 인증을 찾을 수 없어요. 다시 시작해 주세요.",
    )


class AgeVerificationFailedError(DomainError):
    """The provider could not confirm the person."""

    code = "age_verification_failed"
    kind = "conflict"
    messages = Messages(
        "The age check did not succeed. You can try again.", "성인 인증을 마치지 못했어요. 다시 시도해 주세요."
    )
