"""What payments refuse."""

from casino_club.kernel.errors import DomainError, Messages


class GatewayUnavailableError(DomainError):
    """The provider cannot be reached, or answered what cannot be understood. Nothing was changed here."""

    code = "gateway_unavailable"
    kind = "unavailable"
    messages = Messages(
        "The payment provider does not answer. Please try again shortly.",
        "결제사가 응답하지 않아요. 잠시 뒤에 다시 시도해 주세요.",
    )


class PaymentsUnavailableError(DomainError):
    """This club has no payment provider."""

    code = "payments_unavailable"
    kind = "unavailable"
    messages = Messages("Payments are not set up here.", "결제가 아직 준비되지 않았어요.")


class RefundRefusedError(DomainError):
    """The provider will not pay this back: it never got it, or paid it back before."""

    code = "refund_refused"
    kind = "conflict"
    messages = Messages("The payment provider refused this refund.", "결제사가 환불을 거절했어요.")


class WebhookRefusedError(DomainError):
    """The webhook's signature is missing, forged, too old, or was used before: `details.reason`."""

    code = "webhook_refused"
    kind = "unauthenticated"
    messages = Messages("The signature is not valid.", "서명이 올바르지 않아요.")
