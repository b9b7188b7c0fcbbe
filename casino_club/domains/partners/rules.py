"""Pure rules: what a partner signs, how codes look, when a webhook is tried again."""

import re
from datetime import timedelta
from typing import Final

TRIES_MAX: Final = 6
RETRY_FIRST: Final = timedelta(minutes=1)
RETRY_FACTOR: Final = 5
RETRY_MAX: Final = timedelta(hours=12)
CODE_LIFE: Final = timedelta(minutes=10)
NONCE_KEPT: Final = timedelta(hours=25)
SECRETS_MAX: Final = 2
WEBHOOK_OVERLAP: Final = timedelta(hours=24)
"""How long a replaced webhook secret still signs beside the new one."""

CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No character looks like another."""
CODE_CHARS: Final = 10
_CODE: Final = re.compile(f"[{CODE_ALPHABET}]{{{CODE_CHARS}}}")
_PARTNER_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,31}")


def signed_bytes(method: str, target: str, body: bytes) -> bytes:
    """What a partner's signature covers besides time and nonce: the call and its body, byte for byte.

    `target` is the path with its query as it stands in the request line.

    >>> signed_bytes("GET", "/api/partner/v1/statement?limit=5", b"")
    b'GET /api/partner/v1/statement?limit=5\\n'
    """
    return f"{method} {target}\n".encode() + body


def is_partner_id(text: str) -> bool:
    """Whether this can be a partner's id at all."""
    return _PARTNER_ID.fullmatch(text) is not None


def shown_code(code: str) -> str:
    """A code as people read it.

    >>> shown_code("23456ABCDE")
    '23456-ABCDE'
    """
    half = CODE_CHARS // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(text: str) -> str | None:
    """A code from what somebody typed: case, blanks and dashes do not matter. None for what can be no code.

    >>> read_code(" 23456-abcde ")
    '23456ABCDE'
    """
    code = re.sub(r"[\s-]", "", text).upper()
    return code if _CODE.fullmatch(code) else None


def retry_ceiling(attempts: int) -> timedelta:
    """The longest wait after so many failed tries: 1 min, 5 min, 25 min, 2 h 5 min, 10 h 25 min, never past 12 h."""
    return min(RETRY_FIRST * RETRY_FACTOR ** max(0, min(attempts, TRIES_MAX) - 1), RETRY_MAX)


def retry_after(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many failed tries; `chance` in [0, 1) spreads it over the whole span (full jitter)."""
    return retry_ceiling(attempts) * chance
