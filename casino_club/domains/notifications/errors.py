"""What notifications refuses."""

from casino_club.kernel.errors import DomainError, Messages


class NotificationNotFoundError(DomainError):
    """The player has no such entry."""

    code = "notification_not_found"
    kind = "not_found"
    messages = Messages("We could not find that notification.", "알림을 찾을 수 없어요.")


class PushSubscriptionNotFoundError(DomainError):
    """The player has no such subscription (any more)."""

    code = "push_subscription_not_found"
    kind = "not_found"
    messages = Messages("That device is not subscribed.", "알림을 받고 있는 기기가 아니에요.")


class PushEndpointRefusedError(DomainError):
    """The endpoint is no public push service."""

    code = "push_endpoint_refused"
    kind = "invalid"
    messages = Messages("This browser's push service cannot be used.", "이 브라우저의 푸시 서비스는 쓸 수 없어요.")


class UnknownTimeZoneError(DomainError):
    """Nobody keeps time by this name."""

    code = "unknown_time_zone"
    kind = "invalid"
    messages = Messages("We do not know that time zone.", "알 수 없는 시간대예요.")


class UnsubscribeLinkError(DomainError):
    """The link is no link of ours."""

    code = "unsubscribe_link_invalid"
    kind = "not_found"
    messages = Messages("This link does not work (any more).", "더는 쓸 수 없는 링크예요.")
