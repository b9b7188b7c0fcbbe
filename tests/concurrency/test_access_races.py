"""Two who want the same thing at once: one gets it, the other hears so, nothing is half done."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.support.access import PASSWORD, Caller, clock, club, code_of, new_caller, player, staff

__all__ = ["clock", "club", "new_caller", "player", "staff"]
RACERS = 12


def tally(answers: list[httpx.Response]) -> Counter[str]:
    """How many answered with each status and code."""
    return Counter("ok" if answer.is_success else f"{answer.status_code} {code_of(answer)}" for answer in answers)


async def counts(club: FastAPI, *statements: str) -> list[Any]:
    async with club.state.database.read() as session:
        return [(await session.execute(text(statement))).scalar_one() for statement in statements]


async def test_one_invite_lets_one_in(club: FastAPI, new_caller: Callable[[], Caller]) -> None:
    async with club.state.database.transaction() as session:
        await session.execute(text("INSERT INTO invite_codes (code) VALUES ('ONE')"))
    answers = await asyncio.gather(*(new_caller().sign_up(invite_code="ONE") for _ in range(RACERS)))
    assert tally(answers) == {"ok": 1, "400 invite_used": RACERS - 1}
    found = await counts(
        club,
        "SELECT count(*) FROM users",
        "SELECT count(*) FROM accounts WHERE kind = 'player'",
        "SELECT count(*) FROM postings",
        "SELECT count(*) FROM sessions",
    )
    assert found == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"site_id": "Wanted"}, "site_id_taken"),
        ({"nickname": "Wanted"}, "nickname_taken"),
        ({"phone_number": "01012345678"}, "phone_taken"),
        ({"email": "wanted@club.test"}, "email_taken"),
    ],
)
async def test_one_name_goes_to_one(
    club: FastAPI, new_caller: Callable[[], Caller], facts: dict[str, str], code: str
) -> None:
    answers = await asyncio.gather(*(new_caller().sign_up(**facts) for _ in range(RACERS)))
    assert tally(answers) == {"ok": 1, f"409 {code}": RACERS - 1}
    assert await counts(club, "SELECT count(*) FROM users") == [1]


async def test_one_nickname_goes_to_one_who_changes(new_caller: Callable[[], Caller]) -> None:
    callers = [new_caller() for _ in range(6)]
    for caller in callers:
        await caller.sign_up()
    body = {"nickname": "Wanted"}
    answers = await asyncio.gather(*(caller.call("PATCH", "/api/users/me", body) for caller in callers))
    assert tally(answers) == {"ok": 1, "409 nickname_taken": 5}


async def test_one_players_changes_at_once_pass_the_cool_down_once(player: Caller) -> None:
    answers = await asyncio.gather(
        *(player.call("PATCH", "/api/users/me", {"nickname": f"Name {number}"}) for number in range(6))
    )
    assert tally(answers) == {"ok": 1, "429 nickname_cooldown": 5}


async def test_a_refresh_token_sent_twice_at_once_ends_the_session(player: Caller) -> None:
    body = {"refresh_token": player.refresh}
    answers = await asyncio.gather(*(player.http.post("/api/auth/refresh", json=body) for _ in range(6)))
    found = tally(answers)
    assert found["ok"] == 1
    assert found["401 refresh_reused"] == 1
    assert found["401 refresh_invalid"] == 4
    (pair,) = (answer.json() for answer in answers if answer.is_success)
    last = await player.http.post("/api/auth/refresh", json={"refresh_token": pair["refresh_token"]})
    assert code_of(last) == "refresh_invalid"


async def test_tabs_that_share_a_cookie_all_get_in(club: FastAPI, player: Caller) -> None:
    headers = {"X-Session-Mode": "cookie"}
    body = {"site_id": player.site_id, "password": PASSWORD}
    await player.http.post("/api/auth/login", json=body, headers=headers)
    headers["Cookie"] = f"__Host-refresh={player.http.cookies['__Host-refresh']}"
    player.http.cookies.clear()
    answers = await asyncio.gather(*(player.http.post("/api/auth/refresh", headers=headers) for _ in range(6)))
    assert tally(answers) == {"ok": 6}
    for answer in answers:
        player.access = answer.json()["access_token"]
        assert (await player.get("/api/users/me")).status_code == 200
    assert await counts(club, "SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL") == [0]


async def test_of_many_guesses_at_once_five_are_answered(
    club: FastAPI, player: Caller, new_caller: Callable[[], Caller]
) -> None:
    """The right password is among them; it must not be found out after the fifth failure."""
    guesses = [f"wrong guess {number}" for number in range(RACERS)]
    answers = await asyncio.gather(
        *(new_caller().log_in(guess, player.site_id) for guess in guesses), return_exceptions=False
    )
    assert tally(answers) == {"401 invalid_credentials": 5, "429 login_locked": RACERS - 5}
    assert code_of(await player.log_in()) == "login_locked"
    assert await counts(club, "SELECT count(*) FROM login_failures") == [5]


async def test_right_log_ins_at_once_all_get_in(player: Caller, new_caller: Callable[[], Caller]) -> None:
    answers = await asyncio.gather(*(new_caller().log_in(PASSWORD, player.site_id) for _ in range(8)))
    assert tally(answers) == {"ok": 8}


async def test_a_suspension_leaves_no_session_behind_whatever_races_it(
    club: FastAPI, player: Caller, new_caller: Callable[[], Caller], staff: Callable[[str], Awaitable[Caller]]
) -> None:
    admin = await staff("admin")

    async def suspend() -> httpx.Response:
        body = {"status": "suspended", "reason": "race"}
        return await admin.post(f"/api/admin/users/{player.user['id']}/status", body)

    refresh = {"refresh_token": player.refresh}
    racers = [new_caller().log_in(PASSWORD, player.site_id) for _ in range(6)]
    answers = await asyncio.gather(*racers, suspend(), player.http.post("/api/auth/refresh", json=refresh))
    assert answers[6].status_code == 200
    live = f"SELECT count(*) FROM sessions WHERE user_id = {player.user['id']} AND ended_at IS NULL"
    assert await counts(club, live) == [0]
    for answer in answers:
        if answer is not answers[6] and answer.is_success:
            player.access = answer.json()["access_token"]
            assert (await player.get("/api/users/me")).status_code == 401


async def test_two_changes_of_one_password_leave_one(player: Caller) -> None:
    words = [f"eight lucky geese {number}" for number in range(4)]
    answers = await asyncio.gather(
        *(player.post("/api/users/me/password", {"current_password": PASSWORD, "new_password": word}) for word in words)
    )
    assert tally(answers) == {"ok": 1, "401 invalid_credentials": 3}
    winner = words[[answer.is_success for answer in answers].index(True)]
    assert (await player.log_in(winner)).status_code == 200


async def test_deleting_twice_at_once_deletes_once(player: Caller) -> None:
    answers = await asyncio.gather(*(player.call("DELETE", "/api/users/me", {"password": PASSWORD}) for _ in range(3)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 204
    assert set(statuses[1:]) <= {401, 404}
