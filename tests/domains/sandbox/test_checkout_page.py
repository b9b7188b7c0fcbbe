"""The checkout page: readable in both languages, usable on a phone, and deaf to nonsense."""

import re
from uuid import uuid4

import pytest

from casino_club.domains.sandbox.pages import WORDS, shown
from casino_club.domains.sandbox.rules import DELAY
from tests.domains.sandbox.support import RETURN_URL

BUTTONS = ["approve", "decline", "cancel", "delay", "error", "duplicate", "wrong_amount"]
NOTICES = {
    "en": "Test payment page - no real money moves",
    "ko": "시험용 결제창이에요. 실제 돈은 오가지 않아요.",
}


@pytest.fixture
def page(browser, payment):
    async def get(language="en", status=200, ref=payment.ref):
        answer = await browser.get(f"/sandbox/checkout/{ref}", headers={"Accept-Language": language})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<html lang="{language}">' in answer.text
        assert NOTICES[language] in answer.text
        return answer

    return get


def buttons_of(html):
    return re.findall(r'name="action" value="(\w+)"', html)


@pytest.mark.parametrize(
    ("language", "amount", "pay"),
    [("en", "₩4,900", "Pay ₩4,900"), ("ko", "4,900원", "4,900원 결제하기")],
)
async def test_an_open_payment_in_both_languages(page, language, amount, pay):
    html = (await page(language)).text
    assert f'<p class="amount">{amount}</p>' in html
    assert f">{pay}</button>" in html
    assert "Chest of gold" in html
    assert buttons_of(html) == BUTTONS
    assert re.findall(r'type="radio" name="card" value="(\w+)"( checked)?', html) == [
        ("card_a", " checked"),
        ("card_b", ""),
        ("card_c", ""),
    ]


async def test_dollars_have_their_cents(till, page):
    one = await till.open("usd", currency="USD", amount=120_005)
    assert "$1,200.05" in (await page(ref=one.ref)).text
    assert shown(7, "USD", "ko") == "$0.07"


async def test_the_page_runs_nothing_and_fetches_the_clubs_own_fonts_alone(page):
    answer = await page()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("form-action 'self' http://club.test")  # or the way back would be blocked
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    rest = answer.text.replace(RETURN_URL, "").replace('<link rel="stylesheet" href="/fonts/fonts.css">', "")
    assert not re.search(r"<script|<link|src=|@import|url\(|https?://", rest)


async def test_a_title_is_text(till, page):
    one = await till.open("x", title="<b>&\"'")
    assert "<b>" not in (await page(ref=one.ref)).text


@pytest.mark.parametrize(
    ("actions", "state"),
    [
        (["approve"], "paid"),
        (["decline"], "declined"),
        (["cancel"], "cancelled"),
        (["delay"], "waiting"),
        (["approve", "refund"], "refunded"),
        (["approve", "dispute"], "charged_back"),
    ],
)
async def test_what_became_of_it_and_a_way_back(page, press, actions, state):
    for action in actions:
        await press(action)
    for language in ("en", "ko"):
        html = (await page(language)).text
        assert f'role="status">{WORDS[language].states[state]}</p>' in html
        assert f'href="{RETURN_URL}">{WORDS[language].back}</a>' in html
        assert buttons_of(html) == (["refund", "dispute"] if state == "paid" else [])


async def test_a_part_refund_and_a_wrong_amount_are_spelled_out(page, press, till):
    await press("wrong_amount")
    await till.refund(900, uuid4())
    html = (await page()).text
    assert WORDS["en"].states["part_refunded"] in html
    assert re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", html) == [
        ("Asked for", "₩4,900"),
        ("Paid", "₩4,899"),
        ("Refunded", "₩900"),
    ]


async def test_a_late_approval_is_shown_when_its_time_has_come(page, press, clock):
    await press("delay")
    clock.advance(DELAY)
    assert WORDS["en"].states["paid"] in (await page()).text


async def test_a_page_for_what_is_not_there(page, browser):
    for ref in ("nobody", "A" * 43, "%00" * 43, "%ff" * 43, "A" * 4_000, "한" * 43):
        for language in ("en", "ko"):
            assert WORDS[language].missing in (await page(language, 404, ref)).text
        assert (await browser.post(f"/sandbox/checkout/{ref}", data={"action": "approve"})).status_code == 404


FORM = "application/x-www-form-urlencoded"
NONSENSE = [
    (b"action=steal", FORM, 422),
    (b"", FORM, 422),
    (b"card=card_a", FORM, 422),
    (b"action=approve&card=4242", FORM, 422),
    (b"action=approve&action=decline", FORM, 422),
    (b"action=approve&return_url=http://evil.test", FORM, 422),
    (b"action=approve&a=1&b=2&c=3&d=4", FORM, 422),
    (b"action=%ff%fe", FORM, 422),
    (b"action=approve\xff", FORM, 422),
    (b"action=approve\x00", FORM, 422),
    (b'{"action":"approve"}', "application/json", 422),
    (b"action=approve", "text/plain", 422),
    (b"action=approve&card=" + b"a" * 2_000, FORM, 413),
]


async def test_nonsense_is_refused_and_changes_nothing(browser, payment, till):
    for body, kind, status in NONSENSE:
        answer = await browser.post(f"/sandbox/checkout/{payment.ref}", content=body, headers={"Content-Type": kind})
        assert answer.status_code == status, body
        assert answer.json()["error"]["code"]
    assert await till.find() == payment


async def test_the_way_back_is_the_askers_alone(browser, payment):
    url = f"/sandbox/checkout/{payment.ref}?return_url=http://evil.test"
    headers = {"Referer": "http://evil.test", "Origin": "http://evil.test", "Host": "evil.test"}
    answer = await browser.post(url, data={"action": "cancel"}, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, RETURN_URL)


async def test_a_form_without_a_card_pays_with_the_first(press, till):
    await press("approve")
    assert (await till.find()).card == "card_a"


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def test_text_stands_out_and_buttons_are_big_enough(page):
    html = (await page()).text
    role = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", html))
    for text, ground in [("text", "ground"), ("text", "ground-deep"), ("muted", "ground-deep"), ("on-pink", "pink")]:
        light, dark = sorted((luminance(role[text]), luminance(role[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    heights = [int(height) for height in re.findall(r"min-height: (\d+)px", html)]
    assert heights
    assert min(heights) >= 44
