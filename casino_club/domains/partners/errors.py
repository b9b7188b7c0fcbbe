"""What the partner link refuses."""

from casino_club.kernel.errors import DomainError, Messages


class PartnerNotFoundError(DomainError):
    """No partner of this id."""

    code = "partner_not_found"
    kind = "not_found"
    messages = Messages("There is no such partner.", "그런 제휴사가 없어요.")


class PartnerExistsError(DomainError):
    """The id names a partner already."""

    code = "partner_exists"
    kind = "conflict"
    messages = Messages("A partner with this id exists.", "같은 아이디의 제휴사가 이미 있어요.")


class BadPartnerSignatureError(DomainError):
    """The call proves nothing. Who asks does not learn if the partner, the key, the time or the bytes are wrong."""

    code = "bad_signature"
    kind = "unauthenticated"
    messages = Messages("The signature is not valid.", "서명이 올바르지 않아요.")


class PartnerInactiveError(DomainError):
    """The signature is good, but the club has switched this partner off."""

    code = "partner_inactive"
    kind = "forbidden"
    messages = Messages("This partner is switched off.", "지금은 사용할 수 없는 제휴사예요.")


class PartnerCreditDisabledError(DomainError):
    """The market this club plays in takes no credit from partners."""

    code = "partner_credit_disabled"
    kind = "forbidden"
    messages = Messages("Partner credit is switched off here.", "이곳에서는 제휴 적립을 사용할 수 없어요.")


class PlayerNotLinkedError(DomainError):
    """No player is linked to this partner by that id: unknown, unlinked or another partner's, which is all one."""

    code = "player_not_linked"
    kind = "not_found"
    messages = Messages("No player is linked by that id.", "그 아이디로 연결된 플레이어가 없어요.")


class PlayerUnavailableError(DomainError):
    """The player takes no credit now. Why is between the player and the club."""

    code = "player_unavailable"
    kind = "forbidden"
    messages = Messages("This player takes no credit now.", "지금은 이 플레이어에게 적립할 수 없어요.")


class DailyCapError(DomainError):
    """The credit would pass what may be credited on a UTC day: `details.cap` (`partner` or `player`), `left_gold`."""

    code = "daily_cap_reached"
    kind = "conflict"
    messages = Messages("The daily limit for partner credit is reached.", "하루 제휴 적립 한도에 도달했어요.")


class ReferenceUsedError(DomainError):
    """The reference names another credit of this partner."""

    code = "reference_used"
    kind = "conflict"
    messages = Messages("This reference names another credit.", "이미 다른 적립에 쓰인 참조 번호예요.")


class CreditNotFoundError(DomainError):
    """No credit of this partner by that reference."""

    code = "credit_not_found"
    kind = "not_found"
    messages = Messages("There is no credit by that reference.", "그 참조 번호의 적립이 없어요.")


class LinkCodeNotFoundError(DomainError):
    """The code is unknown, used or past its time; all answer alike, so that codes cannot be tried out."""

    code = "link_code_not_found"
    kind = "not_found"
    messages = Messages(
        "This code is not valid. Please get a new one.", "사용할 수 없는 코드예요. 새 코드를 받아 주세요."
    )


class AlreadyLinkedError(DomainError):
    """One of the two sides is linked already."""

    code = "already_linked"
    kind = "conflict"
    messages = Messages("This account is linked already.", "이미 연결된 계정이에요.")


class NotLinkedError(DomainError):
    """The player is not linked to this partner."""

    code = "not_linked"
    kind = "not_found"
    messages = Messages("You are not linked to this partner.", "이 제휴사와 연결되어 있지 않아요.")


class SecretsFullError(DomainError):
    """Two secrets are in use: one must be retired before a third is made."""

    code = "secrets_full"
    kind = "conflict"
    messages = Messages(
        "Two secrets are in use. Retire one first.", "비밀 키 두 개를 쓰고 있어요. 먼저 하나를 폐기해 주세요."
    )


class SecretNotFoundError(DomainError):
    """No secret of this name is in use."""

    code = "secret_not_found"
    kind = "not_found"
    messages = Messages("There is no such secret in use.", "사용 중인 그런 비밀 키가 없어요.")


class LastSecretError(DomainError):
    """The only secret in use cannot be retired: make the next one first, or switch the partner off."""

    code = "last_secret"
    kind = "conflict"
    messages = Messages("This is the only secret in use.", "하나뿐인 비밀 키는 폐기할 수 없어요.")


class DeliveryNotFoundError(DomainError):
    """No delivery of this partner by that id."""

    code = "delivery_not_found"
    kind = "not_found"
    messages = Messages("There is no such delivery.", "그런 전송 기록이 없어요.")


class DeliveryNotFailedError(DomainError):
    """Only what has failed for good is sent again: `details.status`."""

    code = "delivery_not_failed"
    kind = "conflict"
    messages = Messages("Only failed deliveries can be sent again.", "실패한 전송만 다시 보낼 수 있어요.")


class WebhookDisabledError(DomainError):
    """The endpoint is held back, or there is none: enable it first."""

    code = "webhook_disabled"
    kind = "conflict"
    messages = Messages("This partner's webhooks are switched off.", "이 제휴사의 웹훅은 꺼져 있어요.")
