"""What a name, a number or an address may look like, and what it is compared by."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from casino_club.domains.users.errors import RefusedInputError

SITE_ID: Final = re.compile(r"[A-Za-z0-9_.-]{3,32}")
NICKNAME_CHARS_MIN: Final = 2
NICKNAME_CHARS_MAX: Final = 16
NICKNAME_COOLDOWN: Final = timedelta(days=7)
NICKNAME_MARKS: Final = frozenset("_-. ")
AVATARS: Final = tuple(f"ring-{number}" for number in range(1, 13))
"""Avatars are drawn by the client; the product knows their names only."""
NOTIFY_CHANNELS: Final = ("in_app", "email", "push", "marketing")
EMAIL_CHARS_MAX: Final = 254
OLDEST_BIRTH_YEAR: Final = 1900

_EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_KOREAN_PHONE: Final = re.compile(r"0[1-9][0-9]{7,9}")
_SAME_SHAPE: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "ı": "l"})  # a capital `I` is an `l` to the eye


def max_experience(level: int) -> int:
    """Experience that completes `level`: `1000 + (level - 1) * 100`."""
    if level < 1:
        raise ValueError("levels begin at 1")
    return 1000 + (level - 1) * 100


def risen(level: int, experience: int, gained: int) -> tuple[int, int]:
    """Level and experience within it after a gain: the surplus carries over, through several levels at once."""
    experience += gained
    while experience >= (most := max_experience(level)):
        level, experience = level + 1, experience - most
    return level, experience


def clean_site_id(text: str) -> str:
    """A login name as typed: 3 to 32 of letters, digits, `_`, `.`, `-`."""
    if not SITE_ID.fullmatch(text):
        raise RefusedInputError("site_id_format")
    return text


def site_id_key(site_id: str) -> str:
    """What login names are unique and found by: case does not matter."""
    return site_id.lower()


def _is_compatibility_jamo(char: str) -> bool:
    return "\u3131" <= char <= "\u3163"


def _is_name_letter(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    if "\uac00" <= char <= "\ud7a3" or _is_compatibility_jamo(char):
        return True
    return "\u00c0" <= char <= "\u024f" and char.isalpha()


def clean_nickname(text: str) -> str:
    """A nickname as it is shown: 2 to 16 Hangul or Latin letters, digits, `_`, `-`, `.` and single inner spaces.

    Compatibility forms (full-width letters, decomposed Hangul) become ordinary ones first (NFKC). Everything else is
    refused: other scripts that look like Latin, bidirectional and zero-width marks, controls, fillers.
    """
    if len(text) > 8 * NICKNAME_CHARS_MAX:
        raise RefusedInputError("nickname_length")
    # NFKC would take single jamo apart ("ㅋㅋ"), which players use as letters of their own.
    name = "".join(
        char if _is_compatibility_jamo(char) else unicodedata.normalize("NFKC", char)
        for char in unicodedata.normalize("NFC", text)
    )
    if not NICKNAME_CHARS_MIN <= len(name) <= NICKNAME_CHARS_MAX:
        raise RefusedInputError("nickname_length")
    if not all(_is_name_letter(char) or char in NICKNAME_MARKS for char in name):
        raise RefusedInputError("nickname_characters")
    if name != name.strip(" ") or "  " in name or not any(_is_name_letter(char) for char in name):
        raise RefusedInputError("nickname_characters")
    return name


def nickname_key(nickname: str) -> str:
    """What nicknames are unique and found by: NFKC, no case, no accents, `0` as `o`, and `1`, `i`, `l` as one."""
    folded = unicodedata.normalize("NFKC", nickname).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).translate(_SAME_SHAPE)


def clean_phone(text: str) -> str:
    """A phone number in E.164; a Korean national number (`010-…`) gets its `+82`."""
    digits = re.sub(r"[ ().-]", "", text)
    if _KOREAN_PHONE.fullmatch(digits):
        digits = "+82" + digits[1:]
    if not _PHONE.fullmatch(digits):
        raise RefusedInputError("phone_format")
    return digits


def clean_email(text: str) -> str:
    """An e-mail address as typed. Only delivery proves that it exists."""
    if len(text) > EMAIL_CHARS_MAX or not _EMAIL.fullmatch(text) or ".." in text:
        raise RefusedInputError("email_format")
    return text


def email_key(email: str) -> str:
    """What addresses are unique by."""
    return email.lower()


def clean_birth_date(text: str, today: date) -> date:
    """A birth date `YYYY-MM-DD` in the past and in living memory."""
    try:
        born = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        born = None
    if born is None or born.year < OLDEST_BIRTH_YEAR or born >= today:
        raise RefusedInputError("birth_date")
    return born
