"""What the fraud desk refuses."""

from casino_club.kernel.errors import DomainError, Messages


class CaseNotFoundError(DomainError):
    """No attempt with this receipt was judged, or it has no case."""

    code = "fraud_case_not_found"
    kind = "not_found"
    messages = Messages("There is no such case.", "그런 사례가 없어요.")


class CaseDecidedError(DomainError):
    """The case was decided otherwise before: `details.decision`."""

    code = "fraud_case_decided"
    kind = "conflict"
    messages = Messages("This case has been decided already.", "이미 처리된 사례예요.")
