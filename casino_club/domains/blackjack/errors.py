"""What blackjack refuses."""

from casino_club.kernel.errors import DomainError, Messages


class HandNotFoundError(DomainError):
    """No such hand of this player."""

    code = "hand_not_found"
    kind = "not_found"
    messages = Messages("We could not find that hand.", "그 핸드를 찾을 수 없어요.")


class HandSettledError(DomainError):
    """The hand is over."""

    code = "hand_settled"
    kind = "conflict"
    messages = Messages("That hand is over.", "이미 끝난 핸드예요.")


class HandMovedError(DomainError):
    """The hand has moved on since the caller saw it; `details.step` is where it stands."""

    code = "hand_moved"
    kind = "conflict"
    messages = Messages(
        "The hand has moved on. Here is where it stands.", "핸드가 이미 진행됐어요. 지금 상태를 보여 드릴게요."
    )


class ActionRefusedError(DomainError):
    """The rules do not allow this action now; `details.actions` are those they do."""

    code = "action_not_allowed"
    kind = "conflict"
    messages = Messages("You cannot do that with this hand now.", "지금 이 핸드에서는 할 수 없는 행동이에요.")
