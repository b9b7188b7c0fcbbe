"""A receipt as one A4 page, with the signed document attached, so that the page can be checked by itself.

Drawing takes some tenths of a second of work: never in the event loop. The same document gives the same bytes.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

from fontTools.ttLib import TTFont  # pyright: ignore[reportMissingTypeStubs]
from fpdf import FPDF

from casino_club.domains.shop.receipts import canonical

FONTS: Final = Path(__file__).parent / "receipt_font"
REGULAR: Final = FONTS / "club-receipt-sans-regular.otf"
SEMIBOLD: Final = FONTS / "club-receipt-sans-semibold.otf"
_FAMILY: Final = "receipt"
Colour = tuple[int, int, int]
_MISSING: Final = "□"
_SEOUL: Final = timezone(timedelta(hours=9))
_GOODS_MAX: Final = 6
_REFUNDS_MAX: Final = 5
"""How many are listed one by one, so that all fits on the page; what is more stands in the attached document."""

_SIZES: Final = (1.0, 0.8, 0.6)
"""Words that do not fit are set smaller before they are cut; amounts always fit."""
_INK: Final = (32, 27, 46)
_MUTED: Final = (112, 104, 128)
_RULE: Final = (219, 214, 228)
_ACCENT: Final = (94, 66, 160)
_LEFT: Final = 22.0
_RIGHT: Final = 188.0
_WIDTH: Final = _RIGHT - _LEFT
_GAP: Final = 3.0
_COLUMNS: Final = (_WIDTH - 96, 20.0, 38.0, 38.0)
"""Millimetres: the page's margins, and item, number, price of one, sum."""

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("영수증", "Receipt"),
    "receipt_code": ("영수증 번호", "Receipt number"),
    "player_id": ("회원 번호", "Player"),
    "ordered_at": ("주문", "Ordered"),
    "paid_at": ("결제", "Paid"),
    "issued_at": ("발행", "Issued"),
    "status": ("상태", "Status"),
    "item": ("상품", "Item"),
    "quantity": ("수량", "Quantity"),
    "unit_price": ("단가", "Unit price"),
    "sum": ("금액", "Amount"),
    "subtotal": ("상품 금액", "Subtotal"),
    "discount": ("할인", "Discount"),
    "promo": ("쿠폰 {code}", "Code {code}"),
    "amount": ("결제 금액", "Total paid"),
    "kept": ("환불 후 금액", "After refunds"),
    "more": ("외 {count}건", "and {count} more"),
    "refund": ("환불", "Refund"),
    "provider": ("결제사 환불", "Refund by provider"),
    "chargeback": ("카드사 결제 취소", "Chargeback by the bank"),
    "succeeded": ("결제 완료", "Paid"),
    "in_part": ("일부 환불", "Refunded in part"),
    "refunded": ("환불 완료", "Refunded"),
    "charged_back": ("카드사 결제 취소", "Charged back"),
    "gold": ("골드", "gold"),
    "gem": ("젬", "gems"),
    "exp": ("경험치", "experience"),
    "vip_points": ("VIP 포인트", "VIP points"),
    "protections": ("출석 보호권", "streak protection"),
    "pass_levels": ("패스 레벨", "pass levels"),
    "good": ("{what} {count}", "{count} {what}"),
    "signature": ("전자 서명", "Digital signature"),
    "key": ("{alg}, 키 {key_id}", "{alg}, key {key_id}"),
    "how": (
        "이 PDF에 첨부된 {file}에 영수증의 모든 내용과 서명이 들어 있어요. document를 정규 JSON(RFC 8785)으로 바꾼"
        " 바이트를 아래 주소의 공개 키로 확인하면 위조 여부를 알 수 있어요.",
        "The attached {file} holds every fact of this receipt and its signature. To check it, verify the bytes of"
        " its document as canonical JSON (RFC 8785) with the public key at the address below.",
    ),
}
"""(Korean, English)."""


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """What the font can draw."""
    with TTFont(REGULAR, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def drawable(words: str) -> str:
    """The words in letters that the font has; any other becomes an empty box. Decomposed Hangul is composed first."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(one if ord(one) in _letters() else _MISSING for one in composed if one.isprintable())


def money(amount: int, currency: str, language: str) -> str:
    """An amount as people write it: `9,900원`, `KRW 9,900`, `$4.99`, `50 gems`."""
    korean = language == "ko"
    sign, size = "−" if amount < 0 else "", abs(amount)
    if currency == "KRW":
        return f"{sign}{size:,}원" if korean else f"{sign}KRW {size:,}"
    if currency == "USD":
        return f"{sign}${size // 100:,}.{size % 100:02}"
    return f"{sign}{size:,} {_WORDS[currency][0 if korean else 1]}"


class _Page(FPDF):
    """One sheet with its own words and fonts."""

    def __init__(self, language: str) -> None:
        super().__init__(format="A4")
        self._column = 0 if language == "ko" else 1
        self.add_font(_FAMILY, "", REGULAR)
        self.add_font(_FAMILY, "B", SEMIBOLD)
        self.set_auto_page_break(auto=False)
        self.c_margin = 0

    def word(self, name: str, **facts: object) -> str:
        """A word of the receipt's language."""
        return _WORDS[name][self._column].format(**facts)

    def ink(self, size: float, colour: Colour = _INK, *, bold: bool = False) -> None:
        """How the next words look."""
        self.set_font(_FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def put(
        self, words: str, x: float, width: float, *, right: bool = False, height: float = 5, lines_max: int = 1
    ) -> float:
        """Words within a width from the current height on, the last line cut when they are too many; answers how much
        room they took. The height stays."""
        top = self.get_y()
        full = self.font_size_pt
        lines: list[str] = []
        for share in _SIZES:
            self.set_font_size(full * share)
            lines = self._lines(drawable(words), width)
            if len(lines) <= lines_max:
                break
        if len(lines) > lines_max:
            lines = [*lines[: lines_max - 1], lines[lines_max - 1][:-1] + "…"]
        for number, line in enumerate(lines):
            self.set_xy(x, top + number * height)
            self.cell(width, height, line, align="R" if right else "L")
        self.set_font_size(full)
        self.set_xy(x, top)
        return height * len(lines)

    def _lines(self, words: str, width: float) -> list[str]:
        return cast("list[str]", self.multi_cell(width, 5, words, align="L", dry_run=True, output="LINES"))

    def rule(self) -> None:
        """A thin line across."""
        self.set_draw_color(*_RULE)
        self.set_line_width(0.25)
        self.line(_LEFT, self.get_y(), _RIGHT, self.get_y())


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text).astimezone(_SEOUL)
    return f"{at:%Y-%m-%d %H:%M} KST"


def render(signed: Mapping[str, Any]) -> bytes:
    """The page of a signed document, in the document's language, with the whole of it attached as JSON."""
    document = signed["document"]
    issued_at = datetime.fromisoformat(document["issued_at"])
    page = _Page(document["language"])
    page.set_creation_date(issued_at)
    page.set_lang(document["language"])
    page.set_title(f"{page.word('title')} {document['receipt_code']}")
    page.set_author(drawable(document["seller"]["name"]))
    page.add_page()
    page.embed_file(
        bytes=canonical(signed),
        basename=_attached(document),
        creation_date=issued_at,
        modification_date=issued_at,
        mime_type="application/json",
        compress=True,
    )
    _head(page, document)
    _facts(page, document)
    _goods(page, document)
    _totals(page, document)
    _foot(page, signed)
    return bytes(page.output())


def _attached(document: Mapping[str, Any]) -> str:
    return f"{document['receipt_code']}.json"


def _head(page: _Page, document: Mapping[str, Any]) -> None:
    page.set_fill_color(*_ACCENT)
    page.rect(0, 0, 210, 3, style="F")
    page.set_y(24)
    page.ink(11, _ACCENT, bold=True)
    page.put(document["seller"]["name"], _LEFT, 80, height=9)
    page.ink(22, bold=True)
    page.put(page.word("title"), _RIGHT - 80, 80, right=True, height=9)
    page.set_y(38)
    page.rule()


def _facts(page: _Page, document: Mapping[str, Any]) -> None:
    """Two columns of what the receipt is about."""
    half = _WIDTH / 2
    in_part = document["status"] == "succeeded" and document["refunded"] > 0
    facts = (
        ("receipt_code", document["receipt_code"]),
        ("ordered_at", _moment(document["ordered_at"])),
        ("status", page.word("in_part" if in_part else document["status"])),
        ("paid_at", _moment(document["paid_at"])),
        ("player_id", str(document["player_id"])),
        ("issued_at", _moment(document["issued_at"])),
    )
    for number, (name, value) in enumerate(facts):
        x = _LEFT + half * (number % 2)
        page.set_y(44 + 12.5 * (number // 2))
        page.ink(8, _MUTED)
        page.put(page.word(name), x, half - 6, height=4.5)
        page.set_y(page.get_y() + 4.5)
        page.ink(10.5, bold=number == 0)
        page.put(value, x, half - 6)
    page.set_y(85)


def _row(page: _Page, cells: tuple[str, str, str, str], *, lines_max: int = 1) -> float:
    """One line of the table; answers how much room it took."""
    x, room = _LEFT, 0.0
    for number, (words, width) in enumerate(zip(cells, _COLUMNS, strict=True)):
        is_item = number == 0
        left = x if is_item else x + _GAP
        taken = page.put(words, left, width - _GAP, right=not is_item, lines_max=lines_max if is_item else 1)
        room = max(room, taken)
        x += width
    return room


def _goods(page: _Page, document: Mapping[str, Any]) -> None:
    """What was bought, and below it what that gave."""
    language, currency = document["language"], document["currency"]
    page.ink(8, _MUTED)
    _row(page, (page.word("item"), page.word("quantity"), page.word("unit_price"), page.word("sum")))
    page.set_y(page.get_y() + 7)
    page.rule()
    page.set_y(page.get_y() + 4)
    page.ink(10.5, bold=True)
    unit, quantity = document["unit_price"], document["quantity"]
    room = _row(
        page,
        (
            document["product"]["name"],
            f"{quantity:,}",
            money(unit, currency, language),
            money(unit * quantity, currency, language),
        ),
        lines_max=3,
    )
    page.set_y(page.get_y() + room + 1)
    page.ink(9, _MUTED)
    for line in _granted(page, document["granted"]):
        room = page.put(line, _LEFT, _WIDTH - 40, height=4.8)
        page.set_y(page.get_y() + room)
    page.set_y(page.get_y() + 4)
    page.rule()
    page.set_y(page.get_y() + 4)


def _granted(page: _Page, granted: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [_good(page, one["code"], one["count"]) for one in granted[:_GOODS_MAX]]
    more = len(granted) - len(lines)
    return [*lines, page.word("more", count=more)] if more else lines


def _good(page: _Page, code: str, count: int) -> str:
    if code not in _WORDS:
        return f"{code} ×{count:,}"
    return page.word("good", what=page.word(code), count=f"{count:,}")


def _totals(page: _Page, document: Mapping[str, Any]) -> None:
    """From the price that was listed to what is left paid."""
    language, currency = document["language"], document["currency"]

    def line(words: str, amount: int, size: float = 10, *, colour: Colour = _INK, bold: bool = False) -> None:
        page.ink(size, colour, bold=bold)
        page.put(words, _RIGHT - 104, 54)
        page.put(money(amount, currency, language), _RIGHT - 50, 50, right=True)
        page.set_y(page.get_y() + 6.2)

    quantity = document["quantity"]
    discount, cut = document["unit_discount"] * quantity, document["promo_cut"]
    if discount or "promo_code" in document:
        line(page.word("subtotal"), document["unit_price"] * quantity)
    if discount:
        line(page.word("discount"), -discount, colour=_MUTED)
    if "promo_code" in document:
        line(page.word("promo", code=document["promo_code"]), -cut, colour=_MUTED)
    page.set_y(page.get_y() + 1)
    line(page.word("amount"), document["amount"], 13, bold=True)
    page.set_y(page.get_y() + 1)
    refunds = document["refunds"]
    for one in refunds[:_REFUNDS_MAX]:
        day = _moment(one["at"])[:10]
        line(f"{page.word(one['kind'])}, {day}", -one["amount"], colour=_MUTED)
    if len(refunds) > _REFUNDS_MAX:
        line(
            page.word("more", count=len(refunds) - _REFUNDS_MAX), -sum(one["amount"] for one in refunds[_REFUNDS_MAX:])
        )
    if document["refunded"]:
        line(page.word("kept"), document["amount"] - document["refunded"], 10.5, bold=True)


def _foot(page: _Page, signed: Mapping[str, Any]) -> None:
    """The signature, and how anybody checks it."""
    document, signature = signed["document"], signed["signature"]
    page.set_y(247)
    page.rule()
    page.set_y(251)
    page.ink(8, bold=True)
    page.put(page.word("signature"), _LEFT, 40, height=4.2)
    page.ink(8, _MUTED)
    words = page.word("key", alg=signature["alg"], key_id=signature["key_id"])
    page.put(words, _LEFT + 40, _WIDTH - 40, height=4.2)
    page.set_y(256)
    page.ink(7.5, _MUTED)
    page.set_y(256 + page.put(signature["value"], _LEFT, _WIDTH, height=4.2, lines_max=2) + 1.5)
    how = page.put(page.word("how", file=_attached(document)), _LEFT, _WIDTH, height=4.2, lines_max=3)
    page.set_y(page.get_y() + how)
    page.put(f"{document['seller']['url']}/api/shop/receipt-key", _LEFT, _WIDTH, height=4.2)
