"""What achievements refuse."""

from casino_club.kernel.errors import DomainError, Messages


class AchievementNotFoundError(DomainError):
    """No such achievement."""

    code = "achievement_not_found"
    kind = "not_found"
    messages = Messages("We could not find that achievement.", "그 업적을 찾을 수 없어요.")


class AchievementLockedError(DomainError):
    """Not reached yet: `progress` of `target`."""

    code = "achievement_locked"
    kind = "conflict"
    messages = Messages(
        "Not unlocked yet: {progress} of {target}.", "아직 달성하지 않은 업적이에요. ({progress} / {target})"
    )


class AchievementExistsError(DomainError):
    """The code, or this tier of the family, is taken."""

    code = "achievement_exists"
    kind = "conflict"
    messages = Messages("There is such an achievement already.", "같은 코드나 단계의 업적이 이미 있어요.")


class AchievementSettledError(DomainError):
    """Somebody unlocked it: what it takes no longer changes."""

    code = "achievement_settled"
    kind = "conflict"
    messages = Messages(
        "Players have unlocked this achievement: what it takes stays as it is. Make a new one instead.",
        "이미 달성한 플레이어가 있어서 조건은 바꿀 수 없어요. 새 업적을 만들어 주세요.",
    )
