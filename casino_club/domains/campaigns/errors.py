"""Refusals on campaigns."""

from casino_club.kernel.errors import DomainError, Messages


class CampaignNotFoundError(DomainError):
    """No such campaign."""

    code = "campaign_not_found"
    kind = "not_found"
    messages = Messages("There is no such campaign.", "그런 캠페인이 없어요.")


class CampaignStateError(DomainError):
    """The campaign is past the point where this could be done; `status` says where it stands."""

    code = "campaign_state"
    kind = "conflict"
    messages = Messages(
        "The campaign is {status}: this can no longer be done.", "지금 상태({status})에서는 할 수 없어요."
    )


class SegmentTooSlowError(DomainError):
    """The query took longer than a question at a screen may."""

    code = "segment_too_slow"
    kind = "unavailable"
    messages = Messages(
        "Counting took too long. Narrow the audience or try again later.",
        "대상을 세는 데 너무 오래 걸려요. 조건을 줄이거나 잠시 뒤에 다시 해 주세요.",
    )
