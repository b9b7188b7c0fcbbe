"""Refusals of live events."""

from casino_club.kernel.errors import DomainError, Messages


class EventNotFoundError(DomainError):
    """No such event for this caller; drafts are nobody's but the operators'."""

    code = "event_not_found"
    kind = "not_found"
    messages = Messages("We could not find that event.", "이벤트를 찾을 수 없어요.")


class EventNotActiveError(DomainError):
    """The event has not begun, is over, or was taken down."""

    code = "event_not_active"
    kind = "conflict"
    messages = Messages("This event is not running now.", "지금 진행 중인 이벤트가 아니에요.")


class EventNotJoinedError(DomainError):
    """The player does not take part."""

    code = "event_not_joined"
    kind = "conflict"
    messages = Messages("Join this event first.", "먼저 이벤트에 참여해 주세요.")


class EventNotCompletedError(DomainError):
    """There is nothing to claim yet; `progress` of `target` is reached."""

    code = "event_not_completed"
    kind = "conflict"
    messages = Messages("You have not reached this goal yet.", "아직 목표를 다 채우지 못했어요.")


class EventNotSelfReportedError(DomainError):
    """This event counts what happens in the club, not what a client says."""

    code = "event_not_self_reported"
    kind = "conflict"
    messages = Messages("This event counts by itself.", "이 이벤트의 진행은 자동으로 집계돼요.")


class EventTermsFixedError(DomainError):
    """Somebody has joined: the terms named in `fields` stand as they were promised."""

    code = "event_terms_fixed"
    kind = "conflict"
    messages = Messages(
        "Players have joined: the terms of this event stand as promised.",
        "이미 참여한 회원이 있어서 약속한 조건은 바꿀 수 없어요.",
    )


class EventOverError(DomainError):
    """An event that is over or was taken down stays as it was."""

    code = "event_over"
    kind = "conflict"
    messages = Messages("This event is over and stays as it was.", "끝난 이벤트는 고칠 수 없어요.")
