"""Passwords one may choose; when a login is locked."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.auth import rules
from casino_club.domains.auth.errors import PasswordRefusedError

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("password", ["gooseberry pie", "zq8#kfjw", "가나다라마바사아", "x" * 127 + "y"])
def test_no_composition_is_asked(password: str) -> None:
    rules.check_password(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "too_short"),
        ("", "too_short"),
        ("x" * 129, "too_long"),
        ("password", "too_common"),
        ("PassWord", "too_common"),
        ("ｐａｓｓｗｏｒｄ", "too_common"),
        ("qwertyuiop", "too_common"),
    ],
)
def test_refused_passwords(password: str, reason: str) -> None:
    with pytest.raises(PasswordRefusedError) as refused:
        rules.check_password(password)
    assert refused.value.details == {"reason": reason}


def test_the_3000_most_common_that_pass_the_length_are_refused() -> None:
    common = rules.common_passwords()
    assert len(common) == 3000
    assert all(len(password) >= rules.PASSWORD_CHARS_MIN for password in common)


def test_a_keyboard_that_composes_differently_types_the_same_password() -> None:
    password = "비밀번호는비밀"
    assert rules.normal_password(unicodedata.normalize("NFD", password)) == rules.normal_password(password)


@given(st.lists(st.integers(min_value=-1200, max_value=0), max_size=12))
def test_a_login_is_locked_while_five_failures_are_younger_than_ten_minutes(ages: list[int]) -> None:
    failures = [NOW + timedelta(seconds=age) for age in ages]
    locked_s = rules.locked_for_s(failures, NOW)
    assert (locked_s > 0) == (sum(age > -600 for age in ages) >= 5)
    if locked_s:
        assert rules.locked_for_s(failures, NOW + timedelta(seconds=locked_s)) == 0
        assert rules.locked_for_s(failures, NOW + timedelta(seconds=locked_s - 1)) > 0


def test_a_device_is_stored_without_what_could_hurt() -> None:
    assert rules.clean_device("Mozil\x1bla\u202e/5.0") == "Mozilla/5.0"
    assert rules.clean_device("\n") == "unknown"
    assert len(rules.clean_device("x" * 5000)) == 200
