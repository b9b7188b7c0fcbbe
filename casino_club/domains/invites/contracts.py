"""What other domains know of invite codes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

InviteReason = Literal["UNKNOWN_OR_UNSUPPORTED_CODE", "ALREADY_USED", "INACTIVE", "EXPIRED"]


@dataclass(frozen=True, slots=True)
class InviteCode:
    """A single-use code as operators see it."""

    id: int
    code: str
    note: str | None
    active: bool
    expires_at: datetime | None
    created_by: int | None
    created_at: datetime
    used_by: int | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class InviteCheck:
    """Whether a code opens the door now; `infinite` for the code that is never used up."""

    code: str
    valid: bool
    infinite: bool
    reason: InviteReason | None
