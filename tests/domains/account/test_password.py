"""Changing a password, by choice and by duty."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from casino_club.domains.account.seeds import SEEDS, seed_accounts
from tests.support.access import Caller, code_of

NEW = "eight lucky geese"


async def test_a_change_ends_the_other_sessions_and_keeps_this_one(
    player: Caller, new_caller: Callable[[], Caller]
) -> None:
    elsewhere = new_caller()
    elsewhere.site_id = player.site_id
    await elsewhere.log_in()
    body = {"current_password": player.password, "new_password": NEW}
    assert (await player.post("/api/users/me/password", body)).status_code == 204
    assert (await player.get("/api/users/me")).status_code == 200
    assert (await elsewhere.get("/api/users/me")).status_code == 401
    refreshed = await elsewhere.http.post("/api/auth/refresh", json={"refresh_token": elsewhere.refresh})
    assert code_of(refreshed) == "refresh_invalid"
    assert (await player.log_in()).status_code == 401
    assert (await player.log_in(NEW)).status_code == 200


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", "too_short"), ("x" * 129, "too_long"), ("password1", "too_common"), ("seven lucky geese", "unchanged")],
)
async def test_a_refused_new_password_changes_nothing(player: Caller, password: str, reason: str) -> None:
    body = {"current_password": player.password, "new_password": password}
    answer = await player.post("/api/users/me/password", body)
    assert (answer.status_code, code_of(answer)) == (422, "password_refused")
    assert answer.json()["error"]["details"] == {"reason": reason}
    assert (await player.log_in()).status_code == 200


async def test_a_common_password_opens_no_account(new_caller: Callable[[], Caller]) -> None:
    caller = new_caller()
    caller.password = "password123"
    answer = await caller.sign_up()
    assert (answer.status_code, code_of(answer)) == (422, "password_refused")


async def test_seeded_accounts_are_made_once(club: FastAPI) -> None:
    made = await seed_accounts(club.state.auth, club.state.database)
    assert made == ["admin", "user001", "user002", "user003", "user004"]
    assert await seed_accounts(club.state.auth, club.state.database) == []


async def test_a_seeded_admin_changes_the_password_and_goes_on_with_the_same_token(
    club: FastAPI, new_caller: Callable[[], Caller]
) -> None:
    await seed_accounts(club.state.auth, club.state.database)
    admin = new_caller()
    entered = await admin.log_in(SEEDS[0].password, "admin")
    assert entered.status_code == 200
    assert entered.json()["user"]["must_change_password"] is True
    assert entered.json()["user"]["is_admin"] is True
    for path in ("/api/users/me", "/api/auth/me"):
        answer = await admin.get(path)
        assert answer.status_code == 200
        assert answer.json()["must_change_password"] is True
    for method, path in (
        ("GET", "/guarded/player"),
        ("GET", "/guarded/operator"),
        ("GET", "/api/auth/sessions"),
        ("POST", "/api/auth/logout-all"),
        ("PATCH", "/api/users/me"),
        ("GET", "/api/users/me/export"),
        ("GET", "/api/admin/users"),
    ):
        gated = await admin.call(method, path, {} if method == "PATCH" else None)
        assert (gated.status_code, code_of(gated)) == (403, "password_change_required"), path
    refreshed = await admin.http.post("/api/auth/refresh", json={"refresh_token": admin.refresh})
    still = new_caller()
    still.access = refreshed.json()["access_token"]
    assert code_of(await still.get("/guarded/player")) == "password_change_required"

    body = {"current_password": SEEDS[0].password, "new_password": NEW}
    assert (await admin.post("/api/users/me/password", body)).status_code == 204
    assert (await admin.get("/guarded/operator")).status_code == 200
    assert (await admin.get("/api/users/me")).json()["must_change_password"] is False
    assert (await admin.log_in(NEW, "admin")).json()["user"]["must_change_password"] is False


async def test_one_who_must_change_the_password_may_log_out(club: FastAPI, new_caller: Callable[[], Caller]) -> None:
    await seed_accounts(club.state.auth, club.state.database)
    seeded = new_caller()
    await seeded.log_in("123455", "user001")
    assert (await seeded.post("/api/auth/logout")).status_code == 204
    assert (await seeded.get("/api/users/me")).status_code == 401


async def test_user002_can_be_put_back(club: FastAPI, new_caller: Callable[[], Caller]) -> None:
    await seed_accounts(club.state.auth, club.state.database)
    seeded = new_caller()
    await seeded.log_in("123455", "user002")
    await seeded.post("/api/users/me/password", {"current_password": "123455", "new_password": NEW})
    for _ in range(5):
        await new_caller().log_in("wrong password", "user002")
    assert (await seeded.http.post("/api/dev/reset_user02")).status_code == 204
    assert (await seeded.get("/api/users/me")).status_code == 401
    again = await seeded.log_in("123455", "user002")
    assert again.status_code == 200
    assert again.json()["user"]["must_change_password"] is True
    assert (await seeded.http.post("/api/dev/reset_user02")).status_code == 204


async def test_a_password_that_changes_while_it_is_checked_opens_nothing(
    club: FastAPI, player: Caller, new_caller: Callable[[], Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    auth = club.state.auth
    verify = auth.passwords.verify

    async def slow(password: str, stored: str | None) -> bool:
        good = await verify(password, stored)
        monkeypatch.undo()
        body = {"current_password": player.password, "new_password": NEW}
        assert (await player.post("/api/users/me/password", body)).status_code == 204
        return good

    monkeypatch.setattr(auth.passwords, "verify", slow)
    entered = await new_caller().log_in(player.password, player.site_id)
    assert (entered.status_code, code_of(entered)) == (401, "invalid_credentials")
    assert len((await player.get("/api/auth/sessions")).json()["items"]) == 1
