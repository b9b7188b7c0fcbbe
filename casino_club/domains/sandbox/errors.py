"""What the sandbox refuses."""

from casino_club.kernel.errors import DomainError, Messages


class SandboxConflictError(DomainError):
    """The receipt, or a refund's key, was used before for something else."""

    code = "sandbox_conflict"
    kind = "conflict"
    messages = Messages("This was asked before with other facts.", "같은 이름으로 다른 내용을 이미 요청했어요.")


class SandboxSilentError(Exception):
    """The provider does not answer for this payment now, as an API that is down: nothing was changed."""
