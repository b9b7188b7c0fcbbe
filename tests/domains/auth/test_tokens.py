"""Access tokens: only what we signed, only as what it is, only as long as it lives."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from casino_club.domains.auth.contracts import Principal, Revocation
from casino_club.domains.auth.errors import UnauthenticatedError
from casino_club.domains.auth.tokens import AUDIENCE, ISSUER, AccessTokens, new_refresh_token
from casino_club.domains.auth.verifier import Verifier
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.ids import uuid7
from tests.support.access import NOON

SECRET = "s" * 48
TTL = timedelta(minutes=30)
tokens = AccessTokens(SECRET, TTL)


def principal(**facts: Any) -> Principal:
    base = Principal(7, uuid7(), "player", "STANDARD", NOON, NOON + TTL)
    return replace(base, **facts)


def claims(**changes: Any) -> dict[str, Any]:
    body = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "typ": "access",
        "sub": "7",
        "sid": str(uuid7()),
        "role": "admin",
        "tier": "VIP",
        "iat": NOON.timestamp(),
        "exp": int((NOON + TTL).timestamp()),
    }
    return {key: value for key, value in {**body, **changes}.items() if value is not None}


def signed(body: dict[str, Any], *, key: Any = SECRET, algorithm: str = "HS256", **header: Any) -> str:
    return jwt.encode(body, key, algorithm=algorithm, headers=header or None)


def b64(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def verifier(clock: FrozenClock) -> Verifier:
    return Verifier(tokens, clock)


def revocation(kind: Any, session_id: UUID | None = None, *, user_id: int = 7, at: Any = NOON) -> Revocation:
    return Revocation(kind, user_id, session_id, at, at + TTL)


@pytest.mark.parametrize("must_change", [True, False])
def test_a_token_carries_its_principal(must_change: bool) -> None:
    whom = principal(must_change_password=must_change, role="operator", issued_at=NOON + timedelta(microseconds=7))
    assert tokens.read(tokens.sign(whom)) == whom


def test_the_control_token_of_the_attacks_is_good(verifier: Verifier) -> None:
    assert verifier.authenticate(signed(claims())).role == "admin"


RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ATTACKS = {
    "nothing": "",
    "noise": "a.b.c",
    "huge": "a" * 100_000,
    "not ascii": "é.é.é",
    "other key": signed(claims(), key="o" * 48),
    "alg none": f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64(claims())}.",
    "alg None": f"{b64({'alg': 'None', 'typ': 'JWT'})}.{b64(claims())}.",
    "other hash": signed(claims(), algorithm="HS512", key=SECRET * 2),
    "same key, other hash": jwt.encode(claims(), SECRET + "s" * 16, algorithm="HS384"),
    "key confusion": signed(claims(), key=RSA_KEY, algorithm="RS256"),
    "kid path": signed(claims(), key="o" * 48, kid="../../../../dev/null"),
    "kid sql": signed(claims(), key="o" * 48, kid="' UNION SELECT 'oooo"),
    "jku": signed(claims(), key="o" * 48, jku="http://127.0.0.1/keys"),
    "jwk": signed(claims(), key=RSA_KEY, algorithm="RS256", jwk={"kty": "RSA"}),
    "own public key": signed(
        claims(),
        key=RSA_KEY.public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        .hex(),
    ),
    "refresh token": new_refresh_token(),
    "typ refresh": signed(claims(typ="refresh")),
    "no typ": signed(claims(typ=None)),
    "other audience": signed(claims(aud="elsewhere")),
    "no audience": signed(claims(aud=None)),
    "other issuer": signed(claims(iss="elsewhere")),
    "no expiry": signed(claims(exp=None)),
    "no session": signed(claims(sid=None)),
    "session is no id": signed(claims(sid="x")),
    "no subject": signed(claims(sub=None)),
    "subject is no number": signed(claims(sub="admin")),
    "unknown role": signed(claims(role="root")),
    "role is a list": signed(claims(role=["admin"])),
    "unknown tier": signed(claims(tier="GOLD")),
    "expired": signed(claims(exp=int(NOON.timestamp()))),
    "expiry beyond time": signed(claims(exp=10**20)),
    "expiry is text": signed(claims(exp="tomorrow")),
    "payload is a list": f"{b64({'alg': 'HS256'})}.{b64([])}.AAAA",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(verifier: Verifier, name: str) -> None:
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(ATTACKS[name])


def test_a_token_with_another_payload_is_refused(verifier: Verifier) -> None:
    head, _, seal = tokens.sign(principal()).split(".")
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(f"{head}.{b64(claims())}.{seal}")


def test_a_remembered_token_still_expires(verifier: Verifier, clock: FrozenClock) -> None:
    token = tokens.sign(principal())
    verifier.authenticate(token)
    clock.advance(TTL - timedelta(seconds=1))
    verifier.authenticate(token)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(token)


def test_a_known_token_is_not_verified_again(monkeypatch: pytest.MonkeyPatch, verifier: Verifier) -> None:
    token = tokens.sign(principal())
    first = verifier.authenticate(token)
    monkeypatch.setattr(AccessTokens, "read", lambda *_: pytest.fail("verified twice"))
    assert verifier.authenticate(token) is first


def test_an_ended_session_is_refused_at_once_and_others_live(verifier: Verifier) -> None:
    mine, other = principal(), principal()
    for known in (mine, other):
        verifier.authenticate(tokens.sign(known))
    verifier.apply(revocation("session_ended", mine.session_id))
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(tokens.sign(mine))
    verifier.authenticate(tokens.sign(other))
    assert verifier.is_revoked(mine)
    assert not verifier.is_revoked(other)


def test_outdated_tokens_are_refused_and_newer_ones_live(verifier: Verifier) -> None:
    old, new = principal(), principal(issued_at=NOON + timedelta(microseconds=1))
    verifier.apply(revocation("tokens_outdated"))
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(tokens.sign(old))
    verifier.authenticate(tokens.sign(new))
    verifier.authenticate(tokens.sign(principal(user_id=8)))


def test_news_out_of_order_does_not_bring_old_tokens_back(verifier: Verifier) -> None:
    verifier.apply(revocation("tokens_outdated", at=NOON))
    verifier.apply(revocation("tokens_outdated", at=NOON - timedelta(minutes=5)))
    with pytest.raises(UnauthenticatedError):
        verifier.authenticate(tokens.sign(principal()))


def test_the_duty_to_change_the_password_ends_with_the_change(verifier: Verifier) -> None:
    token = tokens.sign(principal(must_change_password=True))
    later = tokens.sign(principal(must_change_password=True, issued_at=NOON + timedelta(seconds=5)))
    assert verifier.authenticate(token).must_change_password
    verifier.apply(revocation("password_changed"))
    assert not verifier.authenticate(token).must_change_password
    assert verifier.authenticate(later).must_change_password


def test_listeners_hear_each_revocation_once_and_one_cannot_silence_another(verifier: Verifier) -> None:
    heard: list[Revocation] = []

    def broken(_: Revocation) -> None:
        raise RuntimeError

    verifier.on_revoke(broken)
    verifier.on_revoke(heard.append)
    news = revocation("session_ended", uuid7())
    verifier.apply(news)
    verifier.apply(news)
    assert heard == [news]


def test_memory_is_bounded(clock: FrozenClock) -> None:
    verifier = Verifier(tokens, clock, cache_max=8)
    for _ in range(50):
        verifier.authenticate(tokens.sign(principal()))
        assert len(verifier._known) <= 8


def test_what_has_expired_is_forgotten(verifier: Verifier, clock: FrozenClock) -> None:
    whom = principal()
    verifier.authenticate(tokens.sign(whom))
    for kind in ("session_ended", "tokens_outdated", "password_changed"):
        verifier.apply(revocation(kind, whom.session_id if kind == "session_ended" else None))
    clock.advance(TTL - timedelta(seconds=1))
    verifier.forget_expired()
    assert verifier.is_revoked(whom)
    clock.advance(timedelta(seconds=1))
    verifier.forget_expired()
    memories = (verifier._ended, verifier._outdated, verifier._password_changed, verifier._known)
    assert [len(memory) for memory in memories] == [0, 0, 0, 0]
