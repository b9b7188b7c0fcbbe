"""What the tour refuses."""

from casino_club.kernel.errors import DomainError, Messages


class StepNotFoundError(DomainError):
    """The tour has no such step."""

    code = "onboarding_step_not_found"
    kind = "not_found"
    messages = Messages("The tour has no such step.", "둘러보기에 없는 단계예요.")


class StepNotDoneError(DomainError):
    """The step goes by what is stored, and that is not there yet."""

    code = "onboarding_step_not_done"
    kind = "conflict"
    messages = Messages("That step is not done yet.", "아직 마치지 않은 단계예요.")


class OnboardingIncompleteError(DomainError):
    """The reward waits for more steps; `missing` names them."""

    code = "onboarding_incomplete"
    kind = "conflict"
    messages = Messages("A few steps are left before the first reward.", "첫 보상까지 몇 단계가 남아 있어요.")
