"""Guessing passwords does not pay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.access import PASSWORD, Caller, code_of


async def test_a_wrong_password_and_an_unknown_name_answer_alike(player: Caller) -> None:
    wrong = await player.log_in(password="wrong password")
    unknown = await player.log_in(login="nobody-here")
    for answer in (wrong, unknown):
        assert answer.status_code == 401
        assert answer.json()["detail"] == {
            "error": "invalid_credentials",
            "message": "The ID or password is wrong.",
        }
        assert code_of(answer) == "invalid_credentials"


@pytest.mark.parametrize("login", [None, "nobody-here"])
async def test_five_failures_lock_the_login_whether_it_exists_or_not(
    player: Caller, clock: FrozenClock, login: str | None
) -> None:
    for _ in range(5):
        assert (await player.log_in("wrong password", login)).status_code == 401
        clock.advance(timedelta(minutes=1))
    locked = await player.log_in(PASSWORD, login)
    assert locked.status_code == 429
    assert locked.headers["retry-after"] == "300"
    assert locked.json()["detail"] == {
        "error": "login_locked",
        "message": "Too many attempts. Try again in 5 min.",
        "retry_after_minutes": 5,
    }


async def test_the_lock_ends_with_the_window(player: Caller, clock: FrozenClock) -> None:
    for _ in range(5):
        await player.log_in("wrong password")
    clock.advance(timedelta(minutes=9, seconds=59))
    assert (await player.log_in()).status_code == 429
    clock.advance(timedelta(seconds=1))
    assert (await player.log_in()).status_code == 200


async def test_a_lock_knows_one_account_by_both_its_names(player: Caller) -> None:
    for _ in range(5):
        await player.log_in("wrong password", player.user["nickname"])
    assert (await player.log_in()).status_code == 429


async def test_a_success_forgives_the_failures_before(player: Caller) -> None:
    for _ in range(2):
        for _ in range(4):
            assert (await player.log_in("wrong password")).status_code == 401
        assert (await player.log_in()).status_code == 200


async def test_a_lock_is_of_one_account_and_keeps_nobody_out_who_is_in(
    player: Caller, new_caller: Callable[[], Caller]
) -> None:
    other = new_caller()
    await other.sign_up()
    for _ in range(5):
        await player.log_in("wrong password")
    assert (await other.log_in()).status_code == 200
    assert (await player.get("/api/users/me")).status_code == 200


async def test_failures_are_in_postgresql(club: FastAPI, player: Caller) -> None:
    await player.log_in("wrong password")
    async with club.state.database.read() as session:
        rows = (await session.execute(text("SELECT subject FROM login_failures"))).scalars().all()
    assert rows == [f"user:{player.user['id']}"]


async def test_asking_for_the_password_again_is_no_way_around_the_lock(player: Caller) -> None:
    body = {"current_password": "wrong password", "new_password": "eight lucky geese"}
    for _ in range(5):
        answer = await player.post("/api/users/me/password", body)
        assert (answer.status_code, code_of(answer)) == (401, "invalid_credentials")
    assert code_of(await player.post("/api/users/me/password", body)) == "login_locked"
    assert (await player.log_in()).status_code == 429


async def test_a_log_in_is_recorded(player: Caller, clock: FrozenClock) -> None:
    clock.advance(timedelta(hours=2))
    answer = await player.log_in()
    assert answer.json()["user"]["last_login_at"] == "2026-11-21T14:00:00.000Z"
