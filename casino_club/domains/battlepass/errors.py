"""What the pass refuses."""

from casino_club.kernel.errors import DomainError, Messages


class NoSeasonError(DomainError):
    """No season runs, or not the one that was asked for."""

    code = "pass_season_not_found"
    kind = "not_found"
    messages = Messages("There is no such season.", "진행 중인 시즌을 찾을 수 없어요.")


class SeasonChangedError(DomainError):
    """The season the player looked at has given way to the next; nothing was bought."""

    code = "pass_season_changed"
    kind = "conflict"
    messages = Messages(
        "A new season has begun. Please look at it first.", "새 시즌이 시작됐어요. 내용을 다시 확인해 주세요."
    )


class UnknownLevelError(DomainError):
    """The season has no such level."""

    code = "pass_level_unknown"
    kind = "not_found"
    messages = Messages("The season has no such level.", "이 시즌에는 그런 단계가 없어요.")


class LevelLockedError(DomainError):
    """The level is not reached yet. `details.level` is the player's."""

    code = "pass_level_locked"
    kind = "conflict"
    messages = Messages("You have not reached that level yet.", "아직 그 단계에 도달하지 않았어요.")


class PremiumOwnedError(DomainError):
    """The paid track is the player's already; nothing was taken."""

    code = "pass_premium_owned"
    kind = "conflict"
    messages = Messages("The premium lane is already yours.", "이미 프리미엄 등불을 가지고 있어요.")


class SeasonOverlapError(DomainError):
    """Another season lies on one of these days, or has this code."""

    code = "pass_season_overlap"
    kind = "conflict"
    messages = Messages(
        "Another season has these days or this code.", "같은 기간이나 같은 코드를 쓰는 시즌이 이미 있어요."
    )


class SeasonStartedError(DomainError):
    """A season that runs or ran keeps its terms, and a new one begins on a later day."""

    code = "pass_season_started"
    kind = "conflict"
    messages = Messages(
        "A season that has begun keeps its terms.",
        "이미 시작했거나 지난 시즌은 바꿀 수 없어요. 내일 이후로 정해 주세요.",
    )
