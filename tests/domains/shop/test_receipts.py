"""Receipts: signed to the byte, drawn with every letter, and for nobody else's eyes."""

import asyncio
import base64
import contextlib
import json
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fontTools.cffLib import CFFFontSet
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop import receipt_keys, receipt_pdf, receipts
from casino_club.domains.shop.contracts import Purchase, Refund, Step
from casino_club.domains.shop.errors import ReceiptNotReadyError
from tests.support.http import sign_up, sign_up_staff

HISTORY, KEY = "/api/shop/transactions", "/api/shop/receipt-key"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = receipts.public_bytes(SIGNER)
AT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
ID = UUID("01980000-0000-7000-8000-000000000001")
BOUGHT = Purchase(
    id=ID,
    receipt="CC7K2M9QXR4TWB",
    user_id=1_042,
    product_code="gem-bag",
    product_name={"ko": "젬 주머니", "en": "Bag of gems"},
    quantity=2,
    currency="KRW",
    unit_price=9_900,
    unit_effective=8_910,
    promo_code="HELLO",
    promo_cut=1_000,
    amount=16_820,
    bundle=Bundle(gem=1_200, exp=50, items={"frame:neon": 2}),
    tier="VIP",
    status="succeeded",
    cause="paid",
    refunded=0,
    created_at=AT,
    changed_at=AT + timedelta(minutes=2),
)
STEPS = [
    Step(ID, None, "created", "asked", None, AT),
    Step(ID, "created", "pending", "checkout", None, AT),
    Step(ID, "pending", "succeeded", "paid", None, AT + timedelta(minutes=2)),
]
NO_GOODS = Bundle()


def refund(kind="refund", amount=5_000, day=1, **facts):
    one = Refund(ID, ID, kind, amount, NO_GOODS, NO_GOODS, 1, "asked", AT + timedelta(days=day))
    return replace(one, **facts)


def document(purchase=BOUGHT, steps=STEPS, refunds=(), language="ko"):
    return receipts.receipt_document(
        purchase,
        steps,
        refunds,
        club_name="Casino-Club",
        club_url="https://club.test",
        issued_at=purchase.changed_at,
        language=language,
    )


def signed(*args, **facts):
    return receipts.sign(document(*args, **facts), SIGNER)


def streams(pdf: bytes) -> list[bytes]:
    """Every stream of a page, as it was before it was packed."""
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def words_of(pdf: bytes) -> str:
    """What a reader copies from the page: its codes through the fonts' own tables (ToUnicode), line by line."""
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        unicode_at = re.search(rb"\n%s 0 obj.*?/ToUnicode (\d+) 0 R" % number, pdf, re.DOTALL)[1]
        stream = re.search(rb"\n%s 0 obj.*?stream\r?\n(.*?)\r?\nendstream" % unicode_at, pdf, re.DOTALL)[1]
        with contextlib.suppress(zlib.error):
            stream = zlib.decompress(stream)
        fonts[name] = {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be")
            for code, to in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4,8})>", stream)
        }
    (content,) = [one for one in streams(pdf) if b" Tf " in one]
    lines, font = [], {}
    for name, text in re.findall(rb"/(F\d+) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj", content, re.DOTALL):
        if name:
            font = fonts[name]
            continue
        raw = re.sub(
            rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(m[1], m[1]), text, flags=re.DOTALL
        )
        codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
        assert 0 not in codes, "a letter without a glyph"
        lines.append("".join(font[code] for code in codes))
    return "\n".join(lines)


def test_a_receipt_says_everything_of_the_purchase():
    facts = document()
    assert facts == {
        "format": "casino-club-receipt/1",
        "language": "ko",
        "receipt_code": "CC7K2M9QXR4TWB",
        "seller": {"name": "Casino-Club", "url": "https://club.test"},
        "player_id": 1_042,
        "product": {"id": "gem-bag", "name": "젬 주머니"},
        "quantity": 2,
        "unit_price": 9_900,
        "unit_discount": 990,
        "promo_code": "HELLO",
        "promo_cut": 1_000,
        "amount": 16_820,
        "currency": "KRW",
        "refunded": 0,
        "refunds": [],
        "status": "succeeded",
        "granted": [
            {"code": "gem", "count": 1_200},
            {"code": "exp", "count": 50},
            {"code": "frame:neon", "count": 2},
        ],
        "ordered_at": "2026-11-22T03:12:00.000Z",
        "paid_at": "2026-11-22T03:14:00.000Z",
        "issued_at": "2026-11-22T03:14:00.000Z",
    }
    assert "promo_code" not in document(replace(BOUGHT, promo_code=None))
    assert document(language="en")["product"]["name"] == "Bag of gems"


def test_refunds_are_listed_but_not_those_that_were_refused():
    rows = [
        refund(),
        refund("provider", 3_000, 2),
        refund("refund", 700, refused_at=AT),
        refund("return", 900),
        refund("chargeback", 1, 3),
    ]
    assert [(one["amount"], one["kind"]) for one in document(refunds=rows)["refunds"]] == [
        (5_000, "refund"),
        (3_000, "provider"),
        (1, "chargeback"),
    ]


@pytest.mark.parametrize("status", ["created", "pending", "failed", "cancelled", "expired"])
def test_there_is_no_receipt_for_what_nobody_paid(status):
    with pytest.raises(ReceiptNotReadyError):
        document(replace(BOUGHT, status=status), STEPS[:2])


def test_what_was_taken_back_before_the_club_knew_gave_nothing():
    steps = [*STEPS[:2], Step(ID, "pending", "refunded", "refunded_before_grant", None, AT)]
    assert document(replace(BOUGHT, status="refunded"), steps)["granted"] == []


def test_the_signature_is_over_canonical_json_and_the_same_each_time():
    once = signed()
    assert once == signed()
    assert receipts.verify(once, PUBLIC)
    by_hand = json.dumps(once["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    SIGNER.public_key().verify(base64.b64decode(once["signature"]["value"]), by_hand)
    assert '"젬 주머니"'.encode() in by_hand
    assert receipts.verify(json.loads(json.dumps(once, indent=4)), PUBLIC)


def leaves(value, path=()):
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in leaves(one, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, one in enumerate(value) for leaf in leaves(one, (*path, at))]
    return [path]


@pytest.mark.parametrize("path", leaves(signed(refunds=[refund()])), ids=str)
def test_any_changed_fact_is_seen(path):
    whole = signed(refunds=[refund()])
    place = whole
    for step in path[:-1]:
        place = place[step]
    old = place[path[-1]]
    place[path[-1]] = old + 1 if isinstance(old, int) else f"{old} "
    assert not receipts.verify(whole, PUBLIC)


def test_only_this_key_and_this_shape_verify():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert not receipts.verify(signed(), receipts.public_bytes(other))
    forged = receipts.sign(document(), other)
    forged["signature"]["key_id"] = receipts.key_id(PUBLIC)
    assert not receipts.verify(forged, PUBLIC)
    removed = signed()
    del removed["document"]["promo_code"]
    assert not receipts.verify(removed, PUBLIC)
    for junk in ({}, {"document": {}}, {"signature": None}, signed() | {"signature": {"alg": "none"}}):
        assert not receipts.verify(junk, PUBLIC)
    assert not receipts.verify(signed() | {"document": {"a": 1.5}}, PUBLIC)
    assert not receipts.verify(signed(), PUBLIC[:-1])


@given(st.dictionaries(st.text("abc_", min_size=1), st.integers(-(2**53), 2**53) | st.text(), max_size=5))
def test_canonical_json_reads_back_as_it_was(facts):
    facts = {key: value for key, value in facts.items() if not isinstance(value, str) or value.isprintable()}
    assert json.loads(receipts.canonical(facts)) == facts
    assert receipts.canonical(dict(reversed(facts.items()))) == receipts.canonical(facts)


def test_the_page_is_the_same_bytes_for_the_same_receipt():
    page = receipt_pdf.render(signed())
    assert page == receipt_pdf.render(signed())
    assert page.startswith(b"%PDF-")
    assert page.count(b"/Type /Page\n") == 1
    assert page != receipt_pdf.render(signed(language="en"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_words_of_the_page_can_be_read_and_copied(language):
    purchase = replace(BOUGHT, refunded=8_000)
    rows = [refund(), refund("provider", 3_000, 2)]
    words = words_of(receipt_pdf.render(signed(purchase, refunds=rows, language=language)))
    korean = language == "ko"
    expected = {
        "Casino-Club",
        "CC7K2M9QXR4TWB",
        "1042",
        "2026-11-22 12:12 KST",
        "영수증" if korean else "Receipt",
        "일부 환불" if korean else "Refunded in part",
        "젬 주머니" if korean else "Bag of gems",
        "젬 1,200" if korean else "1,200 gems",
        "frame:neon ×2",
        "19,800원" if korean else "KRW 19,800",
        "−1,980원" if korean else "−KRW 1,980",
        "쿠폰 HELLO" if korean else "Code HELLO",
        "16,820원" if korean else "KRW 16,820",
        "−5,000원" if korean else "−KRW 5,000",
        "결제사 환불, 2026-11-24" if korean else "Refund by provider, 2026-11-24",
        "8,820원" if korean else "KRW 8,820",
        "https://club.test/api/shop/receipt-key",
    }
    assert expected <= set(words.splitlines())
    assert signed(purchase, refunds=rows, language=language)["signature"]["value"] in words.replace("\n", "")


def test_the_fonts_are_in_the_page_with_only_its_letters():
    fonts = [one for one in streams(receipt_pdf.render(signed())) if one[:2] == b"\x01\x00"]
    assert len(fonts) == 2
    for raw in fonts:
        cff = CFFFontSet()
        cff.decompile(BytesIO(raw), None)
        glyphs = len(cff[0].charset)
        assert 20 < glyphs < 200
        assert len(raw) < 60_000


def test_letters_without_a_glyph_become_a_box_and_decomposed_hangul_is_composed():
    assert receipt_pdf.drawable("\u110c\u1166\u11b7 주머니") == "젬 주머니"
    assert receipt_pdf.drawable("선물🎁漢\u202e\n끝") == "선물□□끝"
    assert receipt_pdf.drawable("뷁쀍 カナ Жé €₩✓") == "뷁쀍 カナ Жé €₩✓"
    words = words_of(receipt_pdf.render(signed(replace(BOUGHT, product_name={"ko": "🎁 선물", "en": "🎁"}))))
    assert "□ 선물" in words


@pytest.mark.parametrize(
    ("amount", "currency", "korean", "english"),
    [
        (9_900, "KRW", "9,900원", "KRW 9,900"),
        (-9_900, "KRW", "−9,900원", "−KRW 9,900"),
        (499, "USD", "$4.99", "$4.99"),
        (-5, "USD", "−$0.05", "−$0.05"),
        (123_456_789, "USD", "$1,234,567.89", "$1,234,567.89"),
        (50, "gem", "50 젬", "50 gems"),
        (1_000, "gold", "1,000 골드", "1,000 gold"),
    ],
)
def test_amounts_are_written_as_people_write_them(amount, currency, korean, english):
    assert receipt_pdf.money(amount, currency, "ko") == korean
    assert receipt_pdf.money(amount, currency, "en") == english


def test_the_largest_receipt_keeps_to_its_page_and_cuts_no_amount():
    name = "아주 긴 이름의 상품 " * 12
    unit = 90_980_819_744_999
    huge = replace(
        BOUGHT,
        product_name={"ko": name, "en": "W" * 120},
        currency="USD",
        quantity=99,
        unit_price=unit,
        unit_effective=unit - 1,
        promo_code="W" * 40,
        amount=unit * 99,
        refunded=unit * 99,
        bundle=Bundle(gold=2**53 - 1, items={f"item:{number:02}" * 7: number + 1 for number in range(30)}),
        status="charged_back",
    )
    for language in ("ko", "en"):
        page = receipt_pdf.render(signed(huge, refunds=[refund()] * 40, language=language))
        lines = words_of(page).splitlines()
        assert receipt_pdf.money(unit * 99, "USD", language) in lines
        assert receipt_pdf.money(unit, "USD", language) in lines
        (content,) = [one for one in streams(page) if b" Tf " in one]
        heights = [float(at) for at in re.findall(rb"BT [\d.]+ ([\d.]+) Td", content)]
        assert all(a != b for a, b in zip(sorted(heights)[:4], sorted(heights)[1:5], strict=True))
        foot = 297 / 25.4 * 72 - 247 / 25.4 * 72
        assert len([at for at in heights if at < foot]) <= 8, "the sums run into the foot"


def test_the_page_carries_the_signed_document():
    whole = signed()
    (attached,) = [one for one in streams(receipt_pdf.render(whole)) if one.startswith(b'{"document"')]
    assert json.loads(attached) == whole
    assert receipts.verify(json.loads(attached), PUBLIC)


async def bought(person, product="gold-chest"):
    body = {"product_id": product}
    answer = await person.call("POST", "/api/shop/buy", json=body, headers={"Idempotency-Key": product})
    return answer["receipt_code"]


async def test_a_receipt_over_http_is_verified_by_the_published_key(anna, app_client):
    code = await bought(anna)
    answer = await anna.send("GET", f"{HISTORY}/{code}/receipt.json?language=ko")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{code}.json"'
    key = (await app_client.get(KEY)).json()
    public = base64.b64decode(key["public_key"])
    assert (key["alg"], key["key_id"]) == ("Ed25519", receipts.key_id(public))
    whole = answer.json()
    assert receipts.verify(whole, public)
    facts = whole["document"]
    assert (facts["receipt_code"], facts["amount"], facts["currency"]) == (code, 50, "gem")
    assert (facts["player_id"], facts["product"]["name"]) == (anna.user["id"], "골드 상자")
    assert facts["granted"] == [{"code": "gold", "count": 28_000}]
    assert (await anna.send("GET", f"{HISTORY}/{code}/receipt.json?language=ko")).json() == whole


async def test_a_page_over_http_is_in_the_language_that_was_asked_for(anna):
    code = await bought(anna)
    korean = await anna.send("GET", f"{HISTORY}/{code}/receipt.pdf?language=ko", headers={"Accept-Language": "en"})
    english = await anna.send("GET", f"{HISTORY}/{code}/receipt.pdf", headers={"Accept-Language": "en"})
    assert (korean.status_code, korean.headers["content-type"]) == (200, "application/pdf")
    assert korean.headers["content-disposition"] == f'attachment; filename="{code}.pdf"'
    assert "골드 상자" in words_of(korean.content)
    assert "Chest of gold" in words_of(english.content)
    again = await anna.send("GET", f"{HISTORY}/{code}/receipt.pdf?language=ko")
    assert again.content == korean.content
    await anna.call("GET", f"{HISTORY}/{code}/receipt.pdf?language=fr", 422)


@pytest.mark.parametrize("form", ["receipt.pdf", "receipt.json"])
async def test_receipts_of_others_do_not_exist_and_support_reads_all(anna, app, app_client, form):
    code = await bought(anna)
    other, support = await sign_up(app_client), await sign_up_staff(app, app_client, "support")
    refused = await other.call("GET", f"{HISTORY}/{code}/{form}", 404)
    assert refused["error"]["code"] == "purchase_not_found"
    assert (await support.send("GET", f"{HISTORY}/{code}/{form}")).status_code == 200
    assert (await app_client.get(f"{HISTORY}/{code}/{form}")).status_code == 401
    await anna.call("GET", f"{HISTORY}/CCNOTHING/{form}", 404)
    await anna.call("GET", f"{HISTORY}/nul%00/{form}", 422)


@pytest.mark.parametrize("form", ["receipt.pdf", "receipt.json"])
async def test_what_was_not_paid_has_no_receipt_yet(anna, form):
    code = await bought(anna, "gold-vault")  # too few gems
    refused = await anna.call("GET", f"{HISTORY}/{code}/{form}", 409)
    assert refused["error"]["code"] == "receipt_not_ready"


async def test_all_who_make_the_key_at_once_sign_with_the_same_one(app):
    database, now = app.state.database, app.state.clock.now()
    keys = await asyncio.gather(*(receipt_keys.receipt_key(database, now) for _ in range(6)))
    assert len({receipts.public_bytes(key) for key in keys}) == 1
