"""Refusals of the stage."""

from casino_club.kernel.errors import DomainError, Messages


class GiftingDisabledError(DomainError):
    """This market knows no gifts."""

    code = "gifting_disabled"
    kind = "forbidden"
    messages = Messages("Gifts are not available here.", "여기에서는 선물을 보낼 수 없어요.")


class GiftStepError(DomainError):
    """A gift is a whole number of hundreds, at least one; `step` says so."""

    code = "gift_out_of_range"
    kind = "invalid"
    messages = Messages("A gift is 100 gold or a multiple of it.", "선물은 100골드 단위로 보낼 수 있어요.")


class GiftLimitError(DomainError):
    """More than one gift, or one day, may hold; `limit` names which, `left` what is still possible."""

    code = "gift_limit_reached"
    kind = "forbidden"
    messages = Messages("That is more than the gift limit allows.", "선물 한도를 넘었어요.")


class EpisodeNotFoundError(DomainError):
    """No such episode."""

    code = "episode_not_found"
    kind = "not_found"
    messages = Messages("We could not find that episode.", "에피소드를 찾을 수 없어요.")


class EpisodeNumberTakenError(DomainError):
    """Another episode has this number."""

    code = "episode_number_taken"
    kind = "conflict"
    messages = Messages("Another episode has this number.", "이미 쓰인 에피소드 번호예요.")
