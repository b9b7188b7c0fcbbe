"""The checkout page's HTML: Jinja2, without a script and without anything fetched from elsewhere."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from casino_club.domains.sandbox.contracts import CARDS, Action, SandboxPayment
from casino_club.kernel.money import Money


class Button(NamedTuple):
    """A button's name and what it does."""

    label: str
    hint: str


class Words(NamedTuple):
    """Everything the pages say in one language."""

    kind: str
    notice: str
    cards: str
    card: str
    approve: str
    decline: str
    cancel: str
    mishaps: str
    mishaps_hint: str
    afterwards: str
    buttons: Mapping[Action, Button]
    states: Mapping[str, str]
    asked: str
    paid: str
    refunded: str
    charged_back: str
    back: str
    missing: str
    missing_hint: str


WORDS: Final[Mapping[str, Words]] = {
    "en": Words(
        kind="Test payment page",
        notice="Test payment page - no real money moves.",
        cards="Test card",
        card="Card {letter}",
        approve="Pay {amount}",
        decline="Decline the card",
        cancel="Cancel",
        mishaps="Let something go wrong",
        mishaps_hint="The payment goes through, but not the way it should.",
        afterwards="After the payment",
        buttons={
            "delay": Button("Pay late", "Approved 20 seconds from now."),
            "error": Button("Fall silent", "Paid, but the payment provider does not answer for 30 seconds."),
            "duplicate": Button("Tell it three times", "Paid once, and the same message is sent three times."),
            "wrong_amount": Button("Charge a wrong amount", "Another amount than was asked for is charged."),
            "refund": Button("Refund it", "What is left goes back to the card."),
            "dispute": Button("Dispute it", "The card's owner takes the payment back."),
        },
        states={
            "waiting": "The approval is on its way",
            "paid": "Paid",
            "refunded": "Refunded",
            "part_refunded": "Partly refunded",
            "charged_back": "Charged back",
            "declined": "The card was declined",
            "cancelled": "Cancelled",
        },
        asked="Asked for",
        paid="Paid",
        refunded="Refunded",
        charged_back="Charged back",
        back="Back to the club",
        missing="We could not find this payment",
        missing_hint="Please open the page from the shop again.",
    ),
    "ko": Words(
        kind="시험용 결제창",
        notice="시험용 결제창이에요. 실제 돈은 오가지 않아요.",
        cards="시험용 카드",
        card="카드 {letter}",
        approve="{amount} 결제하기",
        decline="카드 거절하기",
        cancel="취소하기",
        mishaps="일부러 문제 일으키기",
        mishaps_hint="결제는 되지만 정상적이지 않게 처리돼요.",
        afterwards="결제한 뒤에",
        buttons={
            "delay": Button("늦게 승인하기", "20초 뒤에 승인돼요."),
            "error": Button("응답 멈추기", "결제는 되지만 결제사가 30초 동안 응답하지 않아요."),
            "duplicate": Button("세 번 알리기", "결제는 한 번인데 같은 알림을 세 번 보내요."),
            "wrong_amount": Button("다른 금액 결제하기", "요청한 금액과 다르게 결제돼요."),
            "refund": Button("환불하기", "남은 금액을 카드로 돌려줘요."),
            "dispute": Button("이의 제기하기", "카드 주인이 결제를 되돌려요."),
        },
        states={
            "waiting": "승인을 기다리고 있어요",
            "paid": "결제했어요",
            "refunded": "환불했어요",
            "part_refunded": "일부를 환불했어요",
            "charged_back": "이의 제기로 결제가 취소됐어요",
            "declined": "카드가 거절됐어요",
            "cancelled": "결제를 취소했어요",
        },
        asked="요청 금액",
        paid="결제 금액",
        refunded="환불 금액",
        charged_back="이의 제기 금액",
        back="클럽으로 돌아가기",
        missing="결제를 찾을 수 없어요",
        missing_hint="상점에서 결제창을 다시 열어 주세요.",
    ),
}
MISHAPS: Final[tuple[Action, ...]] = ("delay", "error", "duplicate", "wrong_amount")
AFTERWARDS: Final[tuple[Action, ...]] = ("refund", "dispute")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("casino_club.domains.sandbox", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def shown(amount: int, currency: Money, language: str) -> str:
    """An amount as a person reads it: won whole, dollar with its cents.

    >>> shown(4900, "KRW", "ko"), shown(4900, "KRW", "en"), shown(499, "USD", "ko")
    ('4,900원', '₩4,900', '$4.99')
    """
    if currency == "USD":
        return f"${amount // 100:,}.{amount % 100:02}"
    return f"{amount:,}원" if language == "ko" else f"₩{amount:,}"


def state_of(payment: SandboxPayment) -> str:
    """The word for a payment that is not waiting to be paid; `open` for one that is."""
    if payment.charged_back:
        return "charged_back"
    if payment.refunded:
        return "part_refunded" if payment.left else "refunded"
    return "waiting" if payment.pays_at is not None else payment.state


def _lines(payment: SandboxPayment, words: Words, language: str) -> list[tuple[str, str]]:
    taken_back = payment.paid - payment.refunded if payment.charged_back else 0
    lines = [
        (words.paid, payment.paid),
        (words.refunded, payment.refunded),
        (words.charged_back, taken_back),
    ]
    if payment.paid and payment.paid != payment.asked:
        lines.insert(0, (words.asked, payment.asked))
    return [(name, shown(amount, payment.currency, language)) for name, amount in lines if amount]


def render_checkout(payment: SandboxPayment, language: str) -> str:
    """The page of a payment, as it stands."""
    words = WORDS[language]
    amount = shown(payment.paid or payment.asked, payment.currency, language)
    return (
        _environment()
        .get_template("checkout.html.j2")
        .render(
            language=language,
            words=words,
            payment=payment,
            amount=amount,
            state=state_of(payment),
            approve=words.approve.format(amount=amount),
            cards=[(card, words.card.format(letter=card[-1].upper())) for card in CARDS],
            mishaps=[(action, words.buttons[action]) for action in MISHAPS],
            afterwards=[(action, words.buttons[action]) for action in AFTERWARDS],
            lines=_lines(payment, words, language),
        )
    )


def render_missing(language: str) -> str:
    """The page for a payment that does not exist."""
    return _environment().get_template("missing.html.j2").render(language=language, words=WORDS[language])
