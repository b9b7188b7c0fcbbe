"""Passwords one may choose, and when a login is locked."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from casino_club.domains.auth.errors import PasswordRefusedError

PASSWORD_CHARS_MIN: Final = 8
PASSWORD_CHARS_MAX: Final = 128
LOGIN_FAILURES_MAX: Final = 5
LOGIN_WINDOW: Final = timedelta(minutes=10)
REFRESH_GRACE: Final = timedelta(seconds=30)
"""Two tabs of one browser may refresh at the same moment with the same cookie."""
SESSIONS_MAX: Final = 20
"""Live sessions of one user; the longest unused makes room for a new one."""
DEVICE_CHARS_MAX: Final = 200


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """The 3 000 most common passwords that are long enough to be tried, casefolded."""
    lines = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def normal_password(password: str) -> str:
    """One password, however the keyboard composed its letters (NFKC, as NIST SP 800-63B advises)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str) -> None:
    """Refuse a password that is too short, too long or too common; nothing is asked about its composition."""
    length = len(normal_password(password))
    if length < PASSWORD_CHARS_MIN:
        raise PasswordRefusedError("too_short")
    if length > PASSWORD_CHARS_MAX:
        raise PasswordRefusedError("too_long")
    if normal_password(password).casefold() in common_passwords():
        raise PasswordRefusedError("too_common")


def locked_for_s(failures: Sequence[datetime], now: datetime) -> int:
    """Seconds until a login is open again, 0 when it is open. `failures`: times of failed tries, in any order.

    Five failures within ten minutes lock it until the oldest of them is ten minutes old.
    """
    recent = sorted((moment for moment in failures if moment > now - LOGIN_WINDOW), reverse=True)
    if len(recent) < LOGIN_FAILURES_MAX:
        return 0
    left = recent[LOGIN_FAILURES_MAX - 1] + LOGIN_WINDOW - now
    return max(1, -int(-left.total_seconds() // 1))


def clean_device(user_agent: str) -> str:
    """A client's own description of itself, made harmless to store and show."""
    printable = "".join(char for char in user_agent if char.isprintable())
    return printable[:DEVICE_CHARS_MAX] or "unknown"


_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Whale/", "Whale"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(device: str) -> str:
    """A device as a person would say it ("Chrome · Android"); what says neither is shown as it is, in short."""
    words = [next((name for mark, name in known if mark in device), None) for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(word for word in words if word) or device[:40]
