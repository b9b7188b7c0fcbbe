"""Staying in and getting out: refresh families, cookies, sessions that end at once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.domains.auth.events import NEW_DEVICE, PASSWORD_CHANGED
from casino_club.domains.auth.rules import device_name
from casino_club.kernel.clock import FrozenClock
from tests.support.access import Caller, code_of

COOKIE_MODE = {"X-Session-Mode": "cookie"}


async def refresh(caller: Caller, token: str | None = None) -> httpx.Response:
    return await caller.http.post("/api/auth/refresh", json={"refresh_token": token or caller.refresh})


async def test_a_refresh_gives_a_new_pair_and_kills_the_old_one(player: Caller) -> None:
    first = player.refresh
    answer = await refresh(player)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access_token", "refresh_token", "token_type", "expires_in"}
    assert body["refresh_token"] != first
    player.access = body["access_token"]
    assert (await player.get("/api/users/me")).status_code == 200


async def test_a_reused_token_ends_the_whole_session(player: Caller) -> None:
    first = player.refresh
    second = (await refresh(player)).json()
    reused = await refresh(player, first)
    assert (reused.status_code, code_of(reused)) == (401, "refresh_reused")
    assert code_of(await refresh(player, second["refresh_token"])) == "refresh_invalid"
    player.access = second["access_token"]
    assert (await player.get("/api/users/me")).status_code == 401


async def test_reuse_leaves_the_other_sessions_alone(player: Caller) -> None:
    first = player.refresh
    await player.log_in()
    await refresh(player, first)
    assert code_of(await refresh(player, first)) == "refresh_reused"
    assert (await player.get("/api/users/me")).status_code == 200
    assert (await refresh(player)).status_code == 200


@pytest.mark.parametrize("token", ["x", "é", "a" * 256, "eyJhbGciOiJIUzI1NiJ9.e30.x"])
async def test_an_unknown_token_is_refused(player: Caller, token: str) -> None:
    answer = await refresh(player, token)
    assert (answer.status_code, code_of(answer)) == (401, "refresh_invalid")


async def test_an_access_token_is_no_refresh_token_nor_the_reverse(player: Caller) -> None:
    swapped = await player.http.post("/api/auth/refresh", json={"refresh_token": player.access[:256]})
    assert code_of(swapped) == "refresh_invalid"
    player.access = player.refresh or ""
    assert (await player.get("/api/users/me")).status_code == 401


async def test_a_refresh_token_expires(player: Caller, clock: FrozenClock) -> None:
    clock.advance(timedelta(days=30))
    assert code_of(await refresh(player)) == "refresh_invalid"


async def test_an_access_token_expires_and_a_refresh_brings_the_next(player: Caller, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=30))
    assert (await player.get("/api/users/me")).status_code == 401
    player.access = (await refresh(player)).json()["access_token"]
    assert (await player.get("/api/users/me")).status_code == 200


async def test_log_out_holds_on_the_next_call(player: Caller) -> None:
    assert (await player.post("/api/auth/logout")).status_code == 204
    assert (await player.get("/api/users/me")).status_code == 401
    assert code_of(await refresh(player)) == "refresh_invalid"


async def test_log_out_ends_this_session_only(player: Caller, new_caller: Callable[[], Caller]) -> None:
    elsewhere = new_caller()
    elsewhere.site_id = player.site_id
    await elsewhere.log_in()
    await player.post("/api/auth/logout")
    assert (await elsewhere.get("/api/users/me")).status_code == 200


async def test_log_out_everywhere_ends_every_session(player: Caller, new_caller: Callable[[], Caller]) -> None:
    elsewhere = new_caller()
    elsewhere.site_id = player.site_id
    await elsewhere.log_in()
    assert (await player.post("/api/auth/logout-all")).status_code == 204
    for caller in (player, elsewhere):
        assert (await caller.get("/api/users/me")).status_code == 401
        assert code_of(await refresh(caller)) == "refresh_invalid"


async def test_own_sessions_are_listed_and_ended_one_by_one(
    player: Caller, new_caller: Callable[[], Caller], clock: FrozenClock
) -> None:
    elsewhere = new_caller()
    elsewhere.site_id = player.site_id
    elsewhere.http.headers["User-Agent"] = "Phone/1"
    clock.advance(timedelta(minutes=1))
    await elsewhere.log_in()
    sessions = (await player.get("/api/auth/sessions")).json()["items"]
    assert [(session["device"], session["current"]) for session in sessions] == [
        ("Phone/1", False),
        (player.http.headers["User-Agent"], True),
    ]
    assert sessions[0]["last_seen_at"] == "2026-11-21T12:01:00.000Z"
    ended = await player.call("DELETE", f"/api/auth/sessions/{sessions[0]['id']}")
    assert ended.status_code == 204
    assert (await elsewhere.get("/api/users/me")).status_code == 401
    assert (await player.get("/api/users/me")).status_code == 200
    again = await player.call("DELETE", f"/api/auth/sessions/{sessions[0]['id']}")
    assert (again.status_code, code_of(again)) == (404, "session_not_found")


async def test_another_players_session_is_not_there(player: Caller, new_caller: Callable[[], Caller]) -> None:
    other = new_caller()
    await other.sign_up()
    theirs = (await other.get("/api/auth/sessions")).json()["items"][0]["id"]
    assert (await player.call("DELETE", f"/api/auth/sessions/{theirs}")).status_code == 404
    assert (await other.get("/api/users/me")).status_code == 200


async def test_the_longest_unused_session_makes_room(player: Caller, clock: FrozenClock) -> None:
    first = player.access
    for _ in range(20):
        clock.advance(timedelta(seconds=1))
        assert (await player.log_in()).status_code == 200
    assert len((await player.get("/api/auth/sessions")).json()["items"]) == 20
    player.access = first
    assert (await player.get("/api/users/me")).status_code == 401


async def enter_with_cookie(caller: Caller) -> httpx.Response:
    body = {"site_id": caller.site_id, "password": caller.password}
    return await caller.http.post("/api/auth/login", json=body, headers=COOKIE_MODE)


async def test_in_cookie_mode_the_refresh_token_is_in_the_cookie_alone(player: Caller) -> None:
    answer = await enter_with_cookie(player)
    assert answer.json()["refresh_token"] is None
    cookie = answer.headers["set-cookie"]
    name_value, *attributes = cookie.split("; ")
    assert name_value.startswith("__Host-refresh=")
    assert sorted(attributes) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=strict", "Secure"]
    renewed = await player.http.post("/api/auth/refresh", headers=COOKIE_MODE)
    assert renewed.status_code == 200
    assert renewed.json()["refresh_token"] is None
    assert renewed.headers["set-cookie"] != cookie


async def test_the_cookie_counts_only_with_its_header_and_from_our_own_pages(player: Caller) -> None:
    await enter_with_cookie(player)
    assert (await player.http.post("/api/auth/refresh")).status_code == 422
    for origin in ("https://evil.test", "null", "https://club.test.evil.test"):
        foreign = await player.http.post("/api/auth/refresh", headers={**COOKIE_MODE, "Origin": origin})
        assert (foreign.status_code, code_of(foreign)) == (403, "forbidden")
    own = await player.http.post("/api/auth/refresh", headers={**COOKIE_MODE, "Origin": "https://club.test"})
    assert own.status_code == 200


async def test_a_cookies_token_does_not_work_in_a_body(player: Caller) -> None:
    await enter_with_cookie(player)
    stolen = player.http.cookies["__Host-refresh"]
    assert code_of(await refresh(player, stolen)) == "refresh_invalid"


async def test_tabs_that_share_a_cookie_may_refresh_at_once_but_not_for_long(
    player: Caller, clock: FrozenClock
) -> None:
    await enter_with_cookie(player)
    old = {**COOKIE_MODE, "Cookie": f"__Host-refresh={player.http.cookies['__Host-refresh']}"}
    player.http.cookies.clear()
    first = await player.http.post("/api/auth/refresh", headers=old)
    player.http.cookies.clear()
    clock.advance(timedelta(seconds=30))
    second = await player.http.post("/api/auth/refresh", headers=old)
    player.http.cookies.clear()
    assert (first.status_code, second.status_code) == (200, 200)
    clock.advance(timedelta(seconds=1))
    third = await player.http.post("/api/auth/refresh", headers=old)
    assert (third.status_code, code_of(third)) == (401, "refresh_reused")
    player.access = second.json()["access_token"]
    assert (await player.get("/api/users/me")).status_code == 401


async def test_cookie_mode_without_a_cookie_is_refused(player: Caller) -> None:
    answer = await player.http.post("/api/auth/refresh", headers=COOKIE_MODE)
    assert (answer.status_code, code_of(answer)) == (401, "refresh_invalid")


async def test_logging_out_clears_the_cookie(player: Caller) -> None:
    player.access = (await enter_with_cookie(player)).json()["access_token"]
    answer = await player.post("/api/auth/logout")
    assert "__Host-refresh=" in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "__Host-refresh" not in player.http.cookies


async def test_a_change_of_role_holds_on_the_next_call(
    club: FastAPI, player: Caller, staff: Callable[..., Awaitable[Caller]], clock: FrozenClock
) -> None:
    admin = await staff("admin")
    assert (await player.get("/guarded/operator")).status_code == 403
    path = f"/api/admin/users/{player.user['id']}/role"
    assert (await admin.post(path, {"role": "operator", "reason": "joined us"})).status_code == 200
    assert (await player.get("/api/users/me")).status_code == 401
    clock.advance(timedelta(seconds=1))
    player.access = (await refresh(player)).json()["access_token"]
    assert (await player.get("/guarded/operator")).status_code == 200
    assert (await player.get("/guarded/vip")).status_code == 403


async def told(club: FastAPI, kind: str) -> list[dict[str, object]]:
    async with club.state.database.read() as session:
        rows = await session.execute(text("SELECT data FROM outbox WHERE type = :kind ORDER BY seq"), {"kind": kind})
        return list(rows.scalars())


async def test_a_device_not_seen_before_is_told_once(club: FastAPI, player: Caller) -> None:
    assert await told(club, NEW_DEVICE) == []
    await player.log_in()
    assert await told(club, NEW_DEVICE) == []
    player.http.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14) Chrome/141.0 Mobile Safari/537.36"
    await player.log_in()
    await player.log_in()
    assert await told(club, NEW_DEVICE) == [{"device": "Chrome · Android"}]


async def test_a_changed_password_is_told(club: FastAPI, player: Caller) -> None:
    body = {"current_password": player.password, "new_password": "eight calm herons"}
    assert (await player.post("/api/users/me/password", body)).status_code == 204
    assert await told(club, PASSWORD_CHANGED) == [{}]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge · Windows"),
        ("curl/8.9", "curl/8.9"),
    ],
)
def test_a_device_has_a_name_people_say(agent: str, name: str) -> None:
    assert device_name(agent) == name
