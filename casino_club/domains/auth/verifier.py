"""Who is calling, without a query: verified tokens are remembered, expiry and revocation are checked on every call."""

from collections.abc import Callable
from itertools import islice
from typing import Final
from uuid import UUID

import structlog

from casino_club.domains.auth.contracts import Principal, Revocation
from casino_club.domains.auth.errors import UnauthenticatedError
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

CACHE_MAX: Final = 50_000


class Verifier:
    """One process's memory of good tokens and of revocations that tokens do not know of."""

    def __init__(self, tokens: AccessTokens, clock: Clock, *, cache_max: int = CACHE_MAX) -> None:
        self._tokens = tokens
        self._clock = clock
        self._cache_max = cache_max
        self._known: dict[str, Principal] = {}
        self._ended: dict[UUID, Revocation] = {}
        self._outdated: dict[int, Revocation] = {}
        self._password_changed: dict[int, Revocation] = {}
        self._listeners: list[Callable[[Revocation], None]] = []

    def authenticate(self, token: str) -> Principal:
        """The caller of a good access token. Raises `UnauthenticatedError`. About a microsecond when it is known."""
        principal = self._known.get(token)
        if principal is None:
            principal = self._read(token)
        if (
            self._clock.now() >= principal.expires_at
            or principal.session_id in self._ended
            or ((change := self._outdated.get(principal.user_id)) is not None and principal.issued_at <= change.at)
        ):
            self._known.pop(token, None)
            raise UnauthenticatedError
        return principal

    def is_revoked(self, principal: Principal) -> bool:
        """True when a long-lived connection opened by this principal must be closed."""
        outdated = self._outdated.get(principal.user_id)
        return principal.session_id in self._ended or (outdated is not None and principal.issued_at <= outdated.at)

    def apply(self, revocation: Revocation) -> None:
        """Refuse from now on what `revocation` names; learning of it again changes nothing."""
        if not self._remember(revocation):
            return
        for listener in self._listeners:
            try:
                listener(revocation)
            except Exception:
                log.exception("revocation_listener_failed")

    def on_revoke(self, listener: Callable[[Revocation], None]) -> None:
        """Call `listener` (quick, never blocking) for every revocation, once each."""
        self._listeners.append(listener)

    def forget_expired(self) -> None:
        """Drop what only concerns tokens that have expired."""
        now = self._clock.now()
        self._ended = {key: entry for key, entry in self._ended.items() if entry.expires_at > now}
        self._outdated = {key: entry for key, entry in self._outdated.items() if entry.expires_at > now}
        self._password_changed = {k: entry for k, entry in self._password_changed.items() if entry.expires_at > now}
        self._known = {token: known for token, known in self._known.items() if known.expires_at > now}

    def _remember(self, revocation: Revocation) -> bool:
        """True when the revocation was new."""
        if revocation.kind == "session_ended":
            if revocation.session_id is None or revocation.session_id in self._ended:
                return False
            self._ended[revocation.session_id] = revocation
            return True
        of_user = self._password_changed if revocation.kind == "password_changed" else self._outdated
        known = of_user.get(revocation.user_id)
        if known is not None and known.at >= revocation.at:
            return False
        of_user[revocation.user_id] = revocation
        return True

    def _read(self, token: str) -> Principal:
        principal = self._tokens.read(token)
        if principal.must_change_password:
            # Few callers, for a short while: not remembered, so that the duty ends the moment it is done.
            changed = self._password_changed.get(principal.user_id)
            if changed is None or principal.issued_at > changed.at:
                return principal
            return Principal(
                user_id=principal.user_id,
                session_id=principal.session_id,
                role=principal.role,
                tier=principal.tier,
                issued_at=principal.issued_at,
                expires_at=principal.expires_at,
            )
        if len(self._known) >= self._cache_max:
            for oldest in list(islice(self._known, self._cache_max // 4)):
                del self._known[oldest]
        self._known[token] = principal
        return principal
