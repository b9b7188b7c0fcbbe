"""Bad input on the access routes: a clear 4xx in the house's shape, and nothing changed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.support.access import PASSWORD, Caller, code_of

GOOD = {"site_id": "somebody", "nickname": "Somebody", "password": PASSWORD, "invite_code": "5858"}
BODY_ROUTES = [
    ("POST", "/api/auth/signup"),
    ("POST", "/api/auth/register"),
    ("POST", "/api/auth/login"),
    ("POST", "/api/auth/refresh"),
    ("PATCH", "/api/users/me"),
    ("PUT", "/api/auth/profile"),
    ("POST", "/api/users/me/password"),
    ("DELETE", "/api/users/me"),
]
RAW = {
    "no json": b"hello",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "NaN": b'{"site_id": NaN}',
    "infinity": b'{"site_id": 1e400}',
    "lone surrogate": b'{"site_id": "\\ud800abc", "password": "x"}',
    "NUL": b'{"site_id": "abc\\u0000", "password": "x"}',
    "no utf-8": b'{"site_id": "\xff"}',
    "duplicate key": b'{"site_id": "abc", "site_id": "abd", "password": "x"}',
    "deep": b'{"site_id": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "unknown key": b'{"site_id": "abc", "password": "x", "role": "admin"}',
}


async def raw(caller: Caller, method: str, path: str, body: bytes) -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {caller.access}"}
    return await caller.http.request(method, path, content=body, headers=headers)


@pytest.mark.parametrize("name", RAW)
async def test_a_body_that_is_no_body_is_refused(player: Caller, name: str) -> None:
    for method, path in BODY_ROUTES:
        answer = await raw(player, method, path, RAW[name])
        assert answer.status_code == 422, (path, answer.text)
        body = answer.json()
        assert body.keys() == {"detail", "error"}
        assert body["error"].keys() == {"code", "message", "details", "request_id"}
        assert body["error"]["code"] == "validation_error"
        for detail in body["error"]["details"]:
            assert detail.keys() == {"loc", "type"}


BAD_FIELDS: list[dict[str, Any]] = [
    {"site_id": 5},
    {"site_id": True},
    {"site_id": None},
    {"site_id": "ab"},
    {"site_id": "with space"},
    {"site_id": "аdmin"},
    {"nickname": "a"},
    {"nickname": "x" * 100_000},
    {"nickname": "Аlice"},
    {"nickname": "ab\u202ecd"},
    {"nickname": "ab\u200bcd"},
    {"nickname": ["ab"]},
    {"password": None},
    {"password": 12345678},
    {"password": "x" * 2000},
    {"phone_number": "call me"},
    {"email": "not an address"},
    {"birth_date": "2026-11-22"},
    {"birth_date": "1999-02-30"},
    {"birth_date": 19990101},
    {"birth_date": 0},
    {"locale": "fr"},
    {"invite_code": ""},
    {"invite_code": 5858},
    {"role": "admin"},
    {"gold_balance": 2**53},
    {"id": 1},
]


@pytest.mark.parametrize("change", BAD_FIELDS, ids=lambda change: json.dumps(change)[:40])
async def test_a_sign_up_with_one_bad_field_is_refused_and_names_it(
    club: FastAPI, new_caller: Callable[[], Caller], change: dict[str, Any]
) -> None:
    (name,) = change
    answer = await new_caller().sign_up(**{**GOOD, **change})
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["details"][0]["loc"] == f"body.{name}"
    assert str(change[name]) not in answer.text or len(str(change[name])) < 6
    async with club.state.database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM users"))).scalar_one() == 0


async def test_the_good_body_of_these_tests_is_good(new_caller: Callable[[], Caller]) -> None:
    assert (await new_caller().sign_up(**GOOD)).status_code == 201


FORBIDDEN_PATCHES: list[dict[str, Any]] = [
    {"nickname": ""},
    {"locale": "fr"},
    {"avatar": "../../etc"},
    {"avatar": "ring-99"},
    {"notify": {"sms": True}},
    {"notify": {"email": "yes"}},
    {"role": "admin"},
    {"vip_tier": "VIP"},
    {"gold_balance": 1},
    {"status": "active"},
]


@pytest.mark.parametrize("change", FORBIDDEN_PATCHES)
async def test_a_patch_cannot_assign_what_it_must_not(player: Caller, change: dict[str, Any]) -> None:
    assert (await player.call("PATCH", "/api/users/me", change)).status_code == 422
    assert (await player.get("/api/users/me")).json() == player.user


IDS = ["0", "-1", "+1", "1_0", "%201", "01", "1.0", "1e3", "NaN", "abc", "9007199254740992", "9" * 400, "%D9%A1", "%00"]


@pytest.mark.parametrize("user_id", IDS)
async def test_an_id_has_one_spelling(player: Caller, user_id: str) -> None:
    for path in ("/api/users/{}/profile", "/api/admin/users/{}"):
        answer = await player.get(path.format(user_id))
        assert answer.status_code in {403, 404, 422}, answer.text
    assert (await player.get(f"/api/users/{user_id}/profile")).status_code == 422


@pytest.mark.parametrize("session_id", ["1", "x", "%00", "00000000-0000-0000-0000-00000000000g"])
async def test_a_session_id_is_a_uuid(player: Caller, session_id: str) -> None:
    assert (await player.call("DELETE", f"/api/auth/sessions/{session_id}")).status_code == 422


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Token x", "Bearer " + "a" * 9000, "Bearer é"]
)
async def test_a_bad_authorization_is_nobody(player: Caller, value: str) -> None:
    answer = await player.http.get("/api/users/me", headers={"Authorization": value.encode("utf-8")})
    assert (answer.status_code, code_of(answer)) == (401, "unauthenticated")


@pytest.mark.parametrize("query", ["%00", "%ED%A0%80", "' OR 1=1 --", "%25", "_", "x" * 65])
async def test_a_search_is_a_text(player: Caller, staff: Any, query: str) -> None:
    support = await staff("support")
    answer = await support.get(f"/api/admin/users?query={query}")
    assert answer.status_code in {200, 422}
    if answer.status_code == 200:
        assert answer.json()["items"] == []


@pytest.mark.parametrize("cursor", ["x", "!!", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "4pyT", "A" * 300])
async def test_a_cursor_we_never_made_is_refused(staff: Any, cursor: str) -> None:
    operator = await staff("operator")
    for path in ("/api/admin/users", "/api/admin/invite-codes"):
        assert (await operator.get(f"{path}?cursor={cursor}")).status_code == 422


async def test_me_is_never_an_id(player: Caller) -> None:
    assert (await player.get("/api/users/me")).json()["id"] == player.user["id"]
    assert (await player.get("/api/users/profile")).json()["id"] == player.user["id"]
    assert (await player.get("/api/users/me/profile")).status_code == 422


async def test_a_language_we_do_not_speak_gets_english(player: Caller) -> None:
    for header in ("fr", "", "xx;q=abc", "*", "\u00e9", "ko" * 2000):
        answer = await player.http.get("/api/users/me", headers={"Accept-Language": header.encode()})
        assert answer.status_code == 401
