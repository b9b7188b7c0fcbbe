"""What the shop refuses."""

from casino_club.domains.responsible.errors import LimitReachedError
from casino_club.kernel.errors import DomainError, Messages


class ProductNotFoundError(DomainError):
    """No such product, or it is not sold now."""

    code = "product_not_found"
    kind = "not_found"
    messages = Messages("This is not for sale right now.", "지금은 판매하지 않는 상품이에요.")


class GrantFailedError(DomainError):
    """It was paid, and what was bought could not be given; it is tried again. The cause says why."""

    code = "grant_failed"
    kind = "unavailable"
    messages = Messages(
        "This was paid. What you bought is on its way; it comes by itself.",
        "결제는 확인됐어요. 구매한 내용은 조금 뒤에 저절로 들어와요.",
    )


class WindowClosedError(DomainError):
    """The package is not sold yet, or no more: `details.starts_at`, `details.ends_at`."""

    code = "window_closed"
    kind = "conflict"
    messages = Messages("This package is not on sale now.", "지금은 판매 기간이 아니에요.")


class SoldOutError(DomainError):
    """Fewer are left than were asked for: `details.left`."""

    code = "sold_out"
    kind = "conflict"
    messages = Messages("This is sold out.", "모두 팔렸어요.")


class UserLimitError(DomainError):
    """The player would hold more than one may: `details.user_limit`, `details.bought`."""

    code = "user_limit"
    kind = "conflict"
    messages = Messages("You already have as many as one may buy.", "한 사람이 살 수 있는 수량을 모두 샀어요.")


class PackageDisabledError(DomainError):
    """The package was taken off sale at once."""

    code = "package_disabled"
    kind = "gone"
    messages = Messages("This package is no longer for sale.", "판매를 멈춘 상품이에요.")


class StockTooLowError(DomainError):
    """Fewer than are sold or held: `details.taken`."""

    code = "stock_too_low"
    kind = "conflict"
    messages = Messages("More than that are taken already.", "이미 팔린 수량보다 적어요.")


class PromoExistsError(DomainError):
    """The code is there already."""

    code = "promo_exists"
    kind = "conflict"
    messages = Messages("This code exists.", "이미 있는 코드예요.")


class TierRequiredError(DomainError):
    """The product is for players of a higher tier: `details.tier_required`."""

    code = "tier_required"
    kind = "forbidden"
    messages = Messages("This is for {tier_required} members and above.", "{tier_required} 등급부터 살 수 있어요.")


class PurchasesDisabledError(DomainError):
    """The market this club plays in sells nothing for money."""

    code = "purchases_disabled"
    kind = "forbidden"
    messages = Messages("Purchases are switched off here.", "이곳에서는 구매할 수 없어요.")


class MonthlyCapError(LimitReachedError):
    """The purchase would pass what anybody may spend here in a month; `details.limit` is `monthly_cap`."""

    messages = Messages("You have reached what one may spend in a month.", "한 달에 살 수 있는 한도에 도달했어요.")


class PromoNotFoundError(DomainError):
    """No such code, or it is not valid now. Both answer alike, so that codes cannot be guessed by their answer."""

    code = "promo_not_found"
    kind = "not_found"
    messages = Messages("This code is not valid.", "사용할 수 없는 코드예요.")


class PromoNotApplicableError(DomainError):
    """The code is good, but not for this purchase: `details.reason`."""

    code = "promo_not_applicable"
    kind = "conflict"
    messages = Messages("This code does not apply here.", "이 구매에는 쓸 수 없는 코드예요.")


class PromoUsedUpError(DomainError):
    """The code has been used as often as it may be, by everybody or by this player."""

    code = "promo_used_up"
    kind = "conflict"
    messages = Messages("This code has already been used.", "이미 사용한 코드예요.")


class AmountTooLargeError(DomainError):
    """The purchase as a whole is worth more than the books can hold."""

    code = "purchase_too_large"
    kind = "invalid"
    messages = Messages("That is too much at once.", "한 번에 살 수 있는 양을 넘었어요.")


class PurchaseNotFoundError(DomainError):
    """No purchase with this receipt, or somebody else's."""

    code = "purchase_not_found"
    kind = "not_found"
    messages = Messages("We could not find that purchase.", "구매 내역을 찾을 수 없어요.")


class ProductExistsError(DomainError):
    """The code names a product already."""

    code = "product_exists"
    kind = "conflict"
    messages = Messages("A product with this code exists.", "같은 코드의 상품이 이미 있어요.")


class NotRefundableError(DomainError):
    """The purchase is not one that was paid and stands."""

    code = "not_refundable"
    kind = "conflict"
    messages = Messages("This purchase cannot be refunded.", "환불할 수 없는 구매예요.")


class RefundExceedsUnspentError(DomainError):
    """More of what was bought is spent than such a refund leaves: `details.refundable`, the most that can go back."""

    code = "refund_exceeds_unspent"
    kind = "conflict"
    messages = Messages("Too much of it is already spent.", "이미 사용한 만큼은 환불할 수 없어요.")


class WebhookNotFoundError(DomainError):
    """No such webhook."""

    code = "webhook_not_found"
    kind = "not_found"
    messages = Messages("We could not find that webhook.", "웹훅을 찾을 수 없어요.")


class WebhookNotFailedError(DomainError):
    """Only webhooks that failed are worked on again."""

    code = "webhook_not_failed"
    kind = "conflict"
    messages = Messages("Only failed webhooks can be replayed.", "실패한 웹훅만 다시 처리할 수 있어요.")


class ReceiptNotReadyError(DomainError):
    """Nothing was paid yet, or never: there is no receipt."""

    code = "receipt_not_ready"
    kind = "conflict"
    messages = Messages("There is a receipt once this is paid.", "결제가 끝나면 영수증을 받을 수 있어요.")
