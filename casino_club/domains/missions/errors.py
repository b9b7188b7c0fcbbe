"""What missions refuse."""

from casino_club.kernel.errors import DomainError, Messages


class MissionNotFoundError(DomainError):
    """Not among the caller's missions of today or this week."""

    code = "mission_not_found"
    kind = "not_found"
    messages = Messages(
        "This is not one of your missions now. Rewards of missions you finished before arrive by themselves.",
        "지금 진행 중인 미션이 아니에요. 전에 끝낸 미션의 보상은 자동으로 들어와요.",
    )


class MissionIncompleteError(DomainError):
    """The target is not reached: `progress` of `target`."""

    code = "mission_incomplete"
    kind = "conflict"
    messages = Messages("Not finished yet: {progress} of {target}.", "아직 끝나지 않았어요. ({progress} / {target})")


class RerollUsedError(DomainError):
    """The exchange of this day or week is used."""

    code = "reroll_used"
    kind = "conflict"
    messages = Messages(
        "You have exchanged a mission already. The next exchange comes with the next set.",
        "이번에는 이미 미션을 바꿨어요. 다음 미션이 열리면 다시 바꿀 수 있어요.",
    )


class MissionCompletedError(DomainError):
    """A finished mission has its reward and is not exchanged."""

    code = "mission_completed"
    kind = "conflict"
    messages = Messages("This mission is finished: take its reward.", "이미 끝낸 미션이에요. 보상을 받아 주세요.")


class NoOtherMissionError(DomainError):
    """The pool holds nothing that was not shown."""

    code = "no_other_mission"
    kind = "conflict"
    messages = Messages("There is no other mission to give you now.", "지금은 바꿀 수 있는 다른 미션이 없어요.")


class MissionExistsError(DomainError):
    """The code is taken."""

    code = "mission_exists"
    kind = "conflict"
    messages = Messages("There is a mission with this code already.", "같은 코드의 미션이 이미 있어요.")
