"""Tokens: access JWTs (HS256) that carry the caller, and opaque refresh tokens of which only a hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import jwt

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.errors import UnauthenticatedError
from casino_club.domains.users.contracts import ROLE_RANK, TIER_RANK

ISSUER: Final = "casino-club"
AUDIENCE: Final = "casino-club-api"
ALGORITHM: Final = "HS256"
TOKEN_CHARS_MAX: Final = 2048
REFRESH_BYTES: Final = 32
_REQUIRED: Final = ["iss", "aud", "sub", "sid", "role", "tier", "iat", "exp", "typ"]

_jwt = jwt.PyJWT()


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Signs and reads access tokens. Key and algorithm are ours: nothing in a token's header chooses them."""

    secret: str
    ttl: timedelta

    def sign(self, principal: Principal) -> str:
        """The token that `read` turns back into this principal."""
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "typ": "access",
            "sub": str(principal.user_id),
            "sid": str(principal.session_id),
            "role": principal.role,
            "tier": principal.tier,
            # With its fraction: a token issued in the second of a role change is either before or after it.
            "iat": principal.issued_at.timestamp(),
            "exp": int(principal.expires_at.timestamp()),
            "jti": secrets.token_urlsafe(9),
        }
        if principal.must_change_password:
            claims["pwd"] = True
        return _jwt.encode(claims, self.secret, algorithm=ALGORITHM)

    def read(self, token: str) -> Principal:
        """The principal of a token we signed, expired or not. Raises `UnauthenticatedError`."""
        if len(token) > TOKEN_CHARS_MAX:
            raise UnauthenticatedError
        try:
            claims = _jwt.decode(
                token,
                self.secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                # Times are judged by the caller, against the product's clock and on every call.
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
            if claims["typ"] != "access" or claims["role"] not in ROLE_RANK or claims["tier"] not in TIER_RANK:
                raise UnauthenticatedError
            return Principal(
                user_id=int(claims["sub"]),
                session_id=UUID(claims["sid"]),
                role=claims["role"],
                tier=claims["tier"],
                issued_at=datetime.fromtimestamp(claims["iat"], UTC),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
                must_change_password=claims.get("pwd") is True,
            )
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError, OverflowError, OSError) as error:
            raise UnauthenticatedError from error


def new_refresh_token() -> str:
    """32 random bytes, URL-safe."""
    return secrets.token_urlsafe(REFRESH_BYTES)


def refresh_hash(token: str) -> bytes:
    """What is stored of a refresh token. Random tokens need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
