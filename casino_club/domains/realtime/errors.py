"""Refusals of the live stream."""

from casino_club.kernel.errors import DomainError, Messages


class LiveUnavailableError(DomainError):
    """503: no ticket can be kept while Valkey is away."""

    code = "live_unavailable"
    kind = "unavailable"
    messages = Messages(
        en="Live updates are away for a moment. Please try again.",
        ko="실시간 연결이 잠시 끊겼어요. 잠시 후 다시 시도해 주세요.",
    )
