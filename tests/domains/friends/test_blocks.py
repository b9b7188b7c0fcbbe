"""A block hides two players from each other, and nothing tells the blocked one of it."""

from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI

from casino_club.domains.friends.rules import BLOCKS_MAX
from tests.domains.friends.support import Friendly, run, told
from tests.support.access import code_of

Join = Callable[..., Awaitable[Friendly]]


async def test_a_block_ends_what_was_and_stops_what_would_be(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    await mina.befriend(jun)
    assert (await mina.block(jun)).status_code == 204
    assert (await mina.block(jun)).status_code == 204
    assert await mina.lists() == {"friends": [], "requests_in": [], "requests_out": [], "blocked": [jun.id]}
    assert await jun.lists() == {"friends": [], "requests_in": [], "requests_out": [], "blocked": []}
    assert sorted(user_id for kind, user_id, _ in await told(club) if kind == "friends.removed.v1") == [mina.id, jun.id]
    assert (await mina.ask(jun)).json()["error"]["code"] == "player_blocked"
    assert (await mina.unblock(jun)).status_code == 204
    assert code_of(await mina.unblock(jun)) == "not_blocked"
    assert (await mina.lists())["friends"] == []
    assert (await jun.ask(mina)).status_code == 201


@pytest.mark.parametrize("asker", ["blocker", "blocked"])
async def test_a_block_ends_open_requests(club: FastAPI, join: Join, asker: str) -> None:
    mina, jun = await join(), await join()
    one, other = (mina, jun) if asker == "blocker" else (jun, mina)
    request_id = (await one.ask(other)).json()["request_id"]
    await mina.block(jun)
    assert (await jun.lists())["requests_in"] == (await jun.lists())["requests_out"] == []
    assert code_of(await other.accept(request_id)) in {"request_closed", "player_not_found"}
    removed = [(user_id, data["was"]) for kind, user_id, data in await told(club) if kind == "friends.removed.v1"]
    assert removed == ([(jun.id, "request")] if asker == "blocker" else [])


async def test_the_blocked_cannot_tell_a_block_from_a_player_who_is_not_there(join: Join) -> None:
    mina, jun = await join(nickname="Mina"), await join()
    await mina.block(jun)
    unknown = await jun.post("/api/friends/requests", {"user_id": 999_999})
    by_id, by_name = await jun.ask(mina), await jun.post("/api/friends/requests", {"nickname": "Mina"})
    profile, nobody = await jun.get(f"/api/users/{mina.id}/profile"), await jun.get("/api/users/999999/profile")
    for answer, like in ((by_id, unknown), (by_name, unknown), (profile, nobody)):
        told_, expected = answer.json(), like.json()
        told_["error"].pop("request_id"), expected["error"].pop("request_id")
        assert (answer.status_code, told_) == (like.status_code, expected)
    assert await jun.search("Mina") == await jun.search("nobody at all") == []
    assert (await mina.get(f"/api/users/{jun.id}/profile")).status_code == 404
    assert await mina.search(jun.nickname) == []
    assert (await mina.get(f"/api/users/{mina.id}/profile")).status_code == 200


async def test_who_was_blocked_may_block_too(join: Join) -> None:
    mina, jun = await join(), await join()
    await mina.block(jun)
    assert (await jun.block(mina)).status_code == 204
    assert (await jun.lists())["blocked"] == [mina.id]
    await mina.unblock(jun)
    assert code_of(await mina.ask(jun)) == "player_not_found"
    assert (await mina.get(f"/api/users/{jun.id}/profile")).status_code == 404


async def test_nobody_blocks_themselves_or_nobody_and_blocks_have_an_end(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    assert code_of(await mina.block(mina)) == "friend_self"
    assert code_of(await mina.post("/api/friends/block", {"user_id": 999_999})) == "player_not_found"
    await run(
        club,
        "INSERT INTO friend_blocks SELECT :mina, 100000 + n, now() FROM generate_series(1, :many) AS n",
        mina=mina.id,
        many=BLOCKS_MAX,
    )
    assert code_of(await mina.block(jun)) == "blocks_full"
    assert (await jun.get(f"/api/users/{mina.id}/profile")).status_code == 200


@pytest.mark.parametrize(
    ("between", "relation"),
    [("nothing", "none"), ("mine", "requested_by_me"), ("theirs", "requested_by_them"), ("friends", "friend")],
)
async def test_search_tells_how_two_stand(join: Join, between: str, relation: str) -> None:
    mina, jun = await join(), await join(nickname="준영")
    request_id = None
    if between == "mine":
        request_id = (await mina.ask(jun)).json()["request_id"]
    elif between == "theirs":
        request_id = (await jun.ask(mina)).json()["request_id"]
    elif between == "friends":
        await mina.befriend(jun)
    (found,) = await mina.search("준영")
    assert (found["player"]["user_id"], found["relation"], found["request_id"]) == (jun.id, relation, request_id)
    (oneself,) = await mina.search(mina.nickname)
    assert oneself["relation"] == "self"


async def test_search_is_limited(join: Join) -> None:
    mina = await join()
    headers = {"Authorization": f"Bearer {mina.access}"}
    for _ in range(30):
        await mina.search("somebody")
    refused = await mina.http.get("/api/friends/search", params={"nickname": "somebody"}, headers=headers)
    assert (refused.status_code, code_of(refused)) == (429, "rate_limited")
    for bad in ("", "x" * 65, "a\x00b"):
        answer = await mina.http.get("/api/friends/search", params={"nickname": bad}, headers=headers)
        assert answer.status_code == 422
