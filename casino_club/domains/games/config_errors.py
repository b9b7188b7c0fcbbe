"""What the life of a configuration refuses."""

from casino_club.kernel.errors import DomainError, Messages


class ConfigNotFoundError(DomainError):
    """No such configuration of this game."""

    code = "config_not_found"
    kind = "not_found"
    messages = Messages("We could not find that configuration.", "그 설정을 찾을 수 없어요.")


class ConfigStateError(DomainError):
    """The configuration is in another state than this step needs, or changed meanwhile. `details.state` names it."""

    code = "config_state"
    kind = "conflict"
    messages = Messages("This configuration is {state}: that step is not possible.", "지금 상태에서는 할 수 없어요.")


class ConfigScheduledError(DomainError):
    """Another version of this table is waiting already; withdraw it first."""

    code = "config_scheduled"
    kind = "conflict"
    messages = Messages("Another version is scheduled already.", "이미 예약된 버전이 있어요. 먼저 취소해 주세요.")


class ConfigUnchangedError(DomainError):
    """The table is the one that plays."""

    code = "config_unchanged"
    kind = "conflict"
    messages = Messages("This table plays already.", "지금 쓰는 설정과 똑같아요.")


class ConfigNoticeError(DomainError):
    """The market wants changes announced ahead, or the time is past or too far. `details` name both ends."""

    code = "config_notice_required"
    kind = "conflict"
    messages = Messages("This may begin at {earliest} at the earliest.", "{earliest}부터 적용할 수 있어요.")


class ConfigStartedError(DomainError):
    """The version plays already, or is about to: it cannot be withdrawn any more."""

    code = "config_started"
    kind = "conflict"
    messages = Messages("That version has begun.", "이미 적용된 버전이에요.")


class ConfigTooHeavyError(DomainError):
    """Its exact odds could not be computed in time."""

    code = "config_too_heavy"
    kind = "invalid"
    messages = Messages("The odds of this table take too long to compute.", "확률 계산이 너무 오래 걸려요.")
