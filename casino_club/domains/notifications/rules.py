"""What a message says and when it goes: pure."""

import base64
import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from casino_club.domains.notifications.contracts import (
    CHANNELS,
    KINDS,
    Channel,
    Kind,
    Locale,
    Priority,
    Template,
    Text,
)

BATCH: Final = timedelta(seconds=60)
"""What is posted of one kind within this time of the first becomes one e-mail or push message."""
ATTEMPTS_MAX: Final = 10
RETRY_FIRST: Final = timedelta(minutes=1)
RETRY_MAX: Final = timedelta(hours=2)
TITLE_CHARS_MAX: Final = 120
BODY_CHARS_MAX: Final = 1000
USERS_MAX: Final = 5000

Variables = Mapping[str, str | int | Mapping[Locale, str]]
"""What fills a text. A mapping has one value a language."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
_LINK: Final = re.compile(r"/(?:[a-z0-9-]+/?)*(?:\?[A-Za-z0-9_=&%.:-]*)?")
_NICKNAME: Final = "nickname"
"""Filled for each player by the statement that writes the message."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message for many players, with `{nickname}` still open."""

    template: str
    kind: Kind
    priority: Priority
    channels: frozenset[Channel]
    texts: Mapping[Locale, Text]
    link: str | None


def _shown(value: str | int | Mapping[Locale, str], locale: Locale) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else value[locale]


def fill(text: str, variables: Variables, locale: Locale) -> str:
    """`text` with every `{name}` but `{nickname}` replaced. Raises `ValueError` for a name without a value."""

    def value_of(match: re.Match[str]) -> str:
        name = match[1]
        if name == _NICKNAME and name not in variables:
            return match[0]
        if name not in variables:
            raise ValueError(f"no value for {{{name}}}")
        return _shown(variables[name], locale)

    return _PLACEHOLDER.sub(value_of, text)


def draft(
    template: Template,
    *,
    variables: Variables,
    link: str | None,
    priority: Priority | None,
    texts: Mapping[Locale, Text] | None,
    channels: Collection[Channel] | None,
) -> Draft:
    """A template with its variables. Raises `ValueError` for what could not be shown."""
    target = template.link if link is None else link
    if target is not None and not _LINK.fullmatch(target):
        raise ValueError("a link is a path of the web app, without the language")
    written: dict[Locale, Text] = {}
    for locale, text in (texts or template.texts).items():
        title, body = fill(text.title, variables, locale), fill(text.body, variables, locale)
        if not 0 < len(title) <= TITLE_CHARS_MAX or not 0 < len(body) <= BODY_CHARS_MAX:
            raise ValueError("a title has 1 to 120 characters, a body 1 to 1000")
        written[locale] = Text(title, body)
    if written.keys() != {"ko", "en"}:
        raise ValueError("texts come in both languages")
    allowed: frozenset[Channel] = frozenset(one for one in template.channels if channels is None or one in channels)
    return Draft(template.code, template.kind, priority or template.priority, allowed, written, target)


def is_urgent(kind: Kind, priority: Priority) -> bool:
    """Goes at once, through quiet hours too: a high priority alone does not."""
    return kind == "security" and priority == "high"


def mute_key(kind: Kind, channel: Channel) -> str:
    """How an own switch that is off is kept."""
    return f"{kind}/{channel}"


def switches(muted: Collection[str]) -> dict[Kind, dict[Channel, bool]]:
    """Every switch of kind and channel."""
    return {kind: {channel: mute_key(kind, channel) not in muted for channel in CHANNELS} for kind in KINDS}


def muted_by(kinds: Mapping[Kind, Mapping[Channel, bool]]) -> list[str]:
    """The inverse of `switches`."""
    return sorted(mute_key(kind, channel) for kind, row in kinds.items() for channel, on in row.items() if not on)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure: a minute, doubled each time, two hours at most."""
    return min(RETRY_FIRST * 2 ** max(0, min(attempts, 16) - 1), RETRY_MAX)


def unsubscribe_token(secret: bytes, user_id: int, kind: Kind) -> str:
    """What an e-mail's own link proves by: whoever holds the mail may stop mail of its kind."""
    facts = f"{user_id}.{kind}"
    mark = hmac.new(secret, facts.encode(), hashlib.sha256).digest()[:18]
    return f"{facts}.{base64.urlsafe_b64encode(mark).decode()}"


def read_unsubscribe_token(secret: bytes, token: str) -> tuple[int, Kind] | None:
    """Whose mail of which kind; None for a token we never made."""
    parts = token.split(".")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdigit()) or len(parts[0]) > 18:  # noqa: PLR2004
        return None
    kind: Kind | None = next((one for one in KINDS if one == parts[1]), None)
    if kind is None:
        return None
    user_id = int(parts[0])
    expected = unsubscribe_token(secret, user_id, kind)
    return (user_id, kind) if hmac.compare_digest(expected.encode(), token.encode()) else None
