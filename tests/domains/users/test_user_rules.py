"""Names, numbers and addresses."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.users import rules
from casino_club.domains.users.errors import RefusedInputError

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("level", "experience"), [(1, 1000), (2, 1100), (11, 2000), (100, 10_900)])
def test_experience_of_a_level(level: int, experience: int) -> None:
    assert rules.max_experience(level) == experience


def test_there_is_no_level_zero() -> None:
    with pytest.raises(ValueError, match="levels"):
        rules.max_experience(0)


@pytest.mark.parametrize("text", ["abc", "a.b-c_d", "A" * 32, "123"])
def test_login_names(text: str) -> None:
    assert rules.clean_site_id(text) == text


@pytest.mark.parametrize("text", ["ab", "a" * 33, "a b", "abc\n", "аbc", "지민", "abc\x00", "", "abc@d"])
def test_what_is_no_login_name(text: str) -> None:
    with pytest.raises(RefusedInputError):
        rules.clean_site_id(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("지민", "지민"),
        (unicodedata.normalize("NFD", "지민"), "지민"),
        ("ＡＢＣ", "ABC"),
        ("ㅋㅋ 왕", "ㅋㅋ 왕"),
        ("Zoë-9", "Zoë-9"),
        ("a" * 16, "a" * 16),
    ],
)
def test_nicknames_as_shown(text: str, shown: str) -> None:
    assert rules.clean_nickname(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a" * 17,
        "a" * 10_000,
        " ab",
        "ab ",
        "a  b",
        "--",
        "a\u202eb",  # bidirectional override
        "a\u200bb",  # zero-width space
        "a\u200db",  # zero-width joiner
        "a\ufeffb",  # zero-width no-break space
        "\u3164\u3164",  # Hangul filler: looks like nothing
        "\u115f\u1160ab",
        "аdmin",  # Cyrillic а
        "Αdmin",  # Greek Α
        "a\u0000b",
        "a\nb",
        "ab😀",
        "<b>x",
        "\ud800ab",
        "ab\u0301\u0301\u0301\u0301",
    ],
)
def test_what_is_no_nickname(text: str) -> None:
    with pytest.raises(RefusedInputError):
        rules.clean_nickname(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jimin", "jimin"),
        ("user01", "userOl"),
        ("AIice", "Alice"),
        ("José", "jose"),
        ("ＡＢ", "ab"),
        ("Straße", "strasse"),
    ],
)
def test_nicknames_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert rules.nickname_key(one) == rules.nickname_key(other)


def test_nicknames_that_read_differently_differ() -> None:
    names = ["jimin", "jimin2", "지민", "지만", "ji min", "user001", "user002", "user003"]
    assert len({rules.nickname_key(name) for name in names}) == len(names)


@given(st.text(max_size=40))
def test_a_nickname_is_safe_to_show_or_refused(text: str) -> None:
    try:
        name = rules.clean_nickname(text)
    except RefusedInputError:
        return
    assert 2 <= len(name) <= 16
    assert rules.clean_nickname(name) == name
    for char in name:
        assert unicodedata.category(char)[0] in "LN" or char in "_-. "
        assert unicodedata.bidirectional(char) in {"L", "EN", "ES", "CS", "ON", "WS"}


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    try:
        name = rules.clean_nickname(text)
    except RefusedInputError:
        return
    assert rules.nickname_key(name) == rules.nickname_key(name.upper()) or "ß" in name.casefold() + name
    assert rules.nickname_key(rules.nickname_key(name)) == rules.nickname_key(name)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("010-1234-5678", "+821012345678"),
        ("+82 (10) 1234.5678", "+821012345678"),
        ("02 123 4567", "+8221234567"),
        ("+14155550123", "+14155550123"),
    ],
)
def test_phone_numbers(text: str, number: str) -> None:
    assert rules.clean_phone(text) == number


@pytest.mark.parametrize(
    "text", ["", "12345678", "+0123456789", "+1234567", "+1234567890123456", "01O12345678", "٠١٠١٢٣٤٥٦٧٨"]
)
def test_what_is_no_phone_number(text: str) -> None:
    with pytest.raises(RefusedInputError):
        rules.clean_phone(text)


@pytest.mark.parametrize("text", ["a@b.kr", "a.b+c@d-e.example.com"])
def test_addresses(text: str) -> None:
    assert rules.clean_email(text) == text


@pytest.mark.parametrize(
    "text", ["", "a", "@b.kr", "a@", "a@b", "a@b..kr", "a b@c.kr", "a@-b.kr", "a@b.kr\n", "é@b.kr", "a" * 65 + "@b.kr"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(RefusedInputError):
        rules.clean_email(text)


def test_birth_dates() -> None:
    assert rules.clean_birth_date("1999-12-31", TODAY) == date(1999, 12, 31)


@pytest.mark.parametrize(
    "text", ["2026-11-21", "2030-01-01", "1899-12-31", "1999-02-30", "19991231", "1999-1-1", "", "x"]
)
def test_what_is_no_birth_date(text: str) -> None:
    with pytest.raises(RefusedInputError):
        rules.clean_birth_date(text, TODAY)
