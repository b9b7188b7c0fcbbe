"""A nickname changes once in seven days, and everybody hears of it."""

from collections.abc import Callable
from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.access import Caller, code_of


async def rename(player: Caller, nickname: str) -> int:
    return (await player.call("PATCH", "/api/users/me", {"nickname": nickname})).status_code


async def test_the_first_change_is_free_and_the_next_waits_seven_days(player: Caller, clock: FrozenClock) -> None:
    assert await rename(player, "Second") == 200
    clock.advance(timedelta(days=6, hours=23))
    refused = await player.call("PATCH", "/api/users/me", {"nickname": "Third"})
    assert refused.status_code == 401  # half an hour of token is long over
    await player.log_in()
    refused = await player.call("PATCH", "/api/users/me", {"nickname": "Third", "locale": "en"})
    assert (refused.status_code, code_of(refused)) == (429, "nickname_cooldown")
    assert refused.headers["retry-after"] == "3601"
    assert (await player.get("/api/users/me")).json()["locale"] == "ko"
    clock.advance(timedelta(hours=1))
    await player.log_in()
    assert await rename(player, "Third") == 200


async def test_the_same_nickname_is_no_change(player: Caller) -> None:
    assert await rename(player, player.user["nickname"]) == 200
    assert await rename(player, "Other name") == 200


async def test_one_may_change_the_case_of_the_own_nickname(player: Caller) -> None:
    assert await rename(player, player.user["nickname"].upper()) == 200


async def test_another_players_nickname_is_taken(player: Caller, new_caller: Callable[[], Caller]) -> None:
    other = new_caller()
    await other.sign_up()
    answer = await player.call("PATCH", "/api/users/me", {"nickname": other.user["nickname"].lower()})
    assert (answer.status_code, code_of(answer)) == (409, "nickname_taken")
    assert await rename(player, "Still free") == 200


async def test_the_club_hears_of_it(club: FastAPI, player: Caller) -> None:
    await rename(player, "Renamed")
    async with club.state.database.read() as session:
        rows = (await session.execute(text("SELECT type, user_id, data FROM outbox ORDER BY seq"))).all()
    user_id = player.user["id"]
    events = [(row.type, row.user_id, row.data) for row in rows if row.type.startswith("users.")]
    assert events == [
        ("users.signed_up.v1", user_id, {"nickname": player.user["nickname"], "locale": "ko"}),
        ("users.profile_changed.v1", user_id, {"changes": {"nickname": "Renamed"}}),
    ]
