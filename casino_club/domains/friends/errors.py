"""Refusals between players."""

from casino_club.kernel.errors import DomainError, Messages


class PlayerNotFoundError(DomainError):
    """Nobody to meet: unknown, gone, suspended, on a break, or hidden by a block. One answer for all of them."""

    code = "player_not_found"
    kind = "not_found"
    messages = Messages("We could not find that player.", "그런 플레이어를 찾지 못했어요.")


class RequestNotFoundError(DomainError):
    """No such request of the caller's."""

    code = "request_not_found"
    kind = "not_found"
    messages = Messages("That request is not here any more.", "그 친구 요청은 이제 없어요.")


class NotFriendsError(DomainError):
    """The two are not friends."""

    code = "not_friends"
    kind = "not_found"
    messages = Messages("You are not friends.", "친구 사이가 아니에요.")


class NotBlockedError(DomainError):
    """The caller has not blocked that player."""

    code = "not_blocked"
    kind = "not_found"
    messages = Messages("You have not blocked this player.", "차단한 플레이어가 아니에요.")


class OneselfError(DomainError):
    """Nobody befriends or blocks themselves."""

    code = "friend_self"
    kind = "invalid"
    messages = Messages("That is you.", "본인에게는 할 수 없어요.")


class AlreadyFriendsError(DomainError):
    """The two are friends already."""

    code = "already_friends"
    kind = "conflict"
    messages = Messages("You are friends already.", "이미 친구예요.")


class PlayerBlockedError(DomainError):
    """The caller has blocked that player."""

    code = "player_blocked"
    kind = "conflict"
    messages = Messages("You blocked this player. Unblock them first.", "차단한 플레이어예요. 먼저 차단을 풀어 주세요.")


class RequestClosedError(DomainError):
    """The request was answered otherwise, or taken back."""

    code = "request_closed"
    kind = "conflict"
    messages = Messages("This request is over.", "이미 끝난 요청이에요.")


class RequestsOffError(DomainError):
    """That player takes no requests from anybody."""

    code = "requests_off"
    kind = "forbidden"
    messages = Messages("This player is not taking friend requests.", "이 플레이어는 친구 요청을 받지 않고 있어요.")


class FriendsFullError(DomainError):
    """The caller's list is full; `limit` says at how many."""

    code = "friends_full"
    kind = "conflict"
    messages = Messages("Your friends list is full ({limit}).", "친구 목록이 가득 찼어요. 최대 {limit}명이에요.")


class OtherFriendsFullError(DomainError):
    """The other one's list is full."""

    code = "friend_is_full"
    kind = "conflict"
    messages = Messages("Their friends list is full right now.", "상대의 친구 목록이 지금 가득 차 있어요.")


class OpenRequestsFullError(DomainError):
    """Too many of the caller's requests wait for an answer."""

    code = "open_requests_full"
    kind = "conflict"
    messages = Messages(
        "{limit} of your requests are waiting. Take one back first.",
        "답을 기다리는 요청이 {limit}개예요. 하나를 취소한 뒤에 보내 주세요.",
    )


class RequestsOfDayError(DomainError):
    """Too many requests within 24 hours."""

    code = "request_limit"
    kind = "limited"
    messages = Messages(
        "You can send {limit} requests in 24 hours. Please come back later.",
        "친구 요청은 24시간에 {limit}번까지 보낼 수 있어요. 나중에 다시 보내 주세요.",
    )


class BlocksFullError(DomainError):
    """The caller's list of blocked players is full."""

    code = "blocks_full"
    kind = "conflict"
    messages = Messages("You can block {limit} players at most.", "최대 {limit}명까지 차단할 수 있어요.")


class ShareNotFoundError(DomainError):
    """No such round of the caller's, or no such picture: never shared, taken back, or its player is not shown."""

    code = "share_not_found"
    kind = "not_found"
    messages = Messages("There is no picture here.", "여기에는 사진이 없어요.")


class NotAWinError(DomainError):
    """The round paid no more than it cost: there is nothing to celebrate."""

    code = "not_a_win"
    kind = "conflict"
    messages = Messages(
        "Only wins above the stake make a card.", "건 금액보다 많이 이긴 라운드만 카드로 만들 수 있어요."
    )


class CardUnavailableError(DomainError):
    """The picture could not be drawn right now."""

    code = "card_unavailable"
    kind = "unavailable"
    messages = Messages(
        "The picture is not ready yet. Please try again.", "아직 카드를 그리지 못했어요. 다시 시도해 주세요."
    )
