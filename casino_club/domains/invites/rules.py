"""When a code opens the door."""

import re
import secrets
from datetime import datetime
from typing import Final

from casino_club.domains.invites.contracts import InviteCode, InviteReason

CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No `0`/`O`, no `1`/`I`: codes are read out and typed."""
CODE_CHARS: Final = 10
BATCH_MAX: Final = 500


def new_code() -> str:
    """A random code of 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_CHARS))


def refusal(invite: InviteCode | None, now: datetime) -> InviteReason | None:
    """Why the code does not open the door, None when it does. A used code stays used, whatever else it is."""
    if invite is None:
        return "UNKNOWN_OR_UNSUPPORTED_CODE"
    if invite.used_at is not None:
        return "ALREADY_USED"
    if not invite.active:
        return "INACTIVE"
    if invite.expires_at is not None and invite.expires_at <= now:
        return "EXPIRED"
    return None
