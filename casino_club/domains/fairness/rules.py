"""Seeds: 32 random bytes from the operating system; the commitment is SHA-256 over those bytes, in hex."""

import re
import secrets
from typing import Final

SERVER_SEED_BYTES: Final = 32
CLIENT_SEED_PATTERN: Final = r"^[\x21-\x39\x3b-\x7e]{1,64}$"
"""Visible ASCII without the colon, which separates the parts of the drawn message."""


def new_server_seed() -> bytes:
    """A secret server seed."""
    return secrets.token_bytes(SERVER_SEED_BYTES)


def new_client_seed() -> str:
    """A client seed for a player who has chosen none."""
    return secrets.token_hex(8)


def is_client_seed(text: str) -> bool:
    """Whether a player may use `text` as client seed."""
    return re.fullmatch(CLIENT_SEED_PATTERN, text) is not None
