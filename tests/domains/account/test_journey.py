"""Access as a person meets it, over HTTP."""

from collections.abc import Callable

from fastapi import FastAPI
from sqlalchemy import text

from tests.support.access import PASSWORD, Caller, code_of


async def test_signing_up_answers_flat_with_tokens_and_the_whole_user(new_caller: Callable[[], Caller]) -> None:
    answer = await new_caller().sign_up(site_id="Jimin_01", nickname="지민", phone_number="010-1234-5678")
    assert answer.status_code == 201
    body = answer.json()
    assert body.keys() == {"access_token", "refresh_token", "token_type", "expires_in", "user"}
    assert (body["token_type"], body["expires_in"]) == ("bearer", 1800)
    user = body["user"]
    assert user.pop("id") > 0
    assert user == {
        "site_id": "Jimin_01",
        "nickname": "지민",
        "role": "player",
        "is_admin": False,
        "vip_tier": "STANDARD",
        "gold_balance": 10_000,
        "gem_balance": 0,
        "level": 1,
        "experience": 0,
        "max_experience": 1000,
        "vip_points": 0,
        "battlepass_level": 0,
        "total_spent": 0,
        "avatar": "ring-1",
        "locale": "ko",
        "must_change_password": False,
        "created_at": "2026-11-21T12:00:00.000Z",
        "last_login_at": "2026-11-21T12:00:00.000Z",
    }


async def test_one_logs_in_by_name_or_nickname_in_any_case(new_caller: Callable[[], Caller]) -> None:
    caller = new_caller()
    await caller.sign_up(site_id="Mina.99", nickname="Mina Kim")
    for login in ("mina.99", "MINA.99", "mina kim", "Mina Kim"):
        answer = await caller.log_in(login=login)
        assert answer.status_code == 200, login
        assert answer.json()["user"]["site_id"] == "Mina.99"


async def test_me_answers_on_both_paths(player: Caller) -> None:
    for path in ("/api/auth/me", "/api/users/me"):
        answer = await player.get(path)
        assert answer.status_code == 200
        assert answer.json() == player.user


async def test_without_a_token_one_is_nobody(player: Caller) -> None:
    answer = await player.http.get("/api/users/me")
    assert answer.status_code == 401
    assert code_of(answer) == "unauthenticated"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_refusals_speak_the_callers_language(player: Caller) -> None:
    for language, message in (("ko-KR,ko;q=0.9", "로그인이 필요해요."), ("en", "Please log in.")):
        answer = await player.http.get("/api/users/me", headers={"Accept-Language": language})
        assert answer.json()["error"]["message"] == message


async def test_taken_names_are_told_apart(new_caller: Callable[[], Caller]) -> None:
    first = {"site_id": "first", "nickname": "First One", "phone_number": "01012345678", "email": "A@b.kr"}
    await new_caller().sign_up(**first)
    taken = {
        "site_id_taken": {"site_id": "FIRST"},
        "nickname_taken": {"nickname": "first 0ne"},
        "phone_taken": {"phone_number": "+82 10-1234-5678"},
        "email_taken": {"email": "a@B.kr"},
    }
    for code, facts in taken.items():
        answer = await new_caller().sign_up(**facts)
        assert (answer.status_code, code_of(answer)) == (409, code)


async def test_a_refused_sign_up_leaves_nothing(new_caller: Callable[[], Caller], player: Caller) -> None:
    refused = await new_caller().sign_up(site_id="almost", nickname=player.user["nickname"])
    assert refused.status_code == 409
    assert (await new_caller().sign_up(site_id="almost")).status_code == 201


async def test_a_profile_changes(player: Caller) -> None:
    patch = {"nickname": "새이름", "locale": "en", "avatar": "ring-7", "notify": {"email": False}}
    answer = await player.call("PATCH", "/api/users/me", patch)
    assert answer.status_code == 200
    assert answer.json() == {**player.user, "nickname": "새이름", "locale": "en", "avatar": "ring-7"}
    own = (await player.get(f"/api/users/{player.user['id']}/profile")).json()
    assert own["notify"] == {"email": False}


async def test_a_profile_shows_others_only_what_is_public(new_caller: Callable[[], Caller], player: Caller) -> None:
    other = new_caller()
    await other.sign_up(email="secret@club.test", phone_number="01099998888")
    path = f"/api/users/{other.user['id']}/profile"
    own = (await other.get(path)).json()
    assert own["is_own_profile"] is True
    assert (own["email"], own["gold_balance"]) == ("secret@club.test", 10_000)
    seen = (await player.get(path)).json()
    assert seen.keys() == {
        *("is_own_profile", "id", "nickname", "avatar", "level", "vip_tier", "created_at", "stats", "now_playing")
    }
    assert seen["is_own_profile"] is False


async def test_nobody_has_no_profile(player: Caller) -> None:
    assert (await player.get("/api/users/999999/profile")).status_code == 404


async def test_the_export_holds_the_own_data_and_nobody_elses(new_caller: Callable[[], Caller], player: Caller) -> None:
    await new_caller().sign_up()
    answer = await player.get("/api/users/me/export")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    data = answer.json()
    assert data["user"]["site_id"] == player.site_id
    assert data["complete"] is True
    assert [(row["kind"], row["amount"]) for row in data["postings"]] == [("welcome", 10_000)]
    assert len(data["sessions"]) == 1
    assert "password" not in answer.text


async def test_deleting_takes_the_person_and_keeps_the_numbers(
    club: FastAPI, new_caller: Callable[[], Caller], player: Caller
) -> None:
    leaver = new_caller()
    await leaver.sign_up(site_id="leaver", nickname="Leaver", email="leaver@club.test")
    refused = await leaver.call("DELETE", "/api/users/me", {"password": "wrong password"})
    assert (refused.status_code, code_of(refused)) == (401, "invalid_credentials")
    assert (await leaver.call("DELETE", "/api/users/me", {"password": PASSWORD})).status_code == 204
    assert (await leaver.get("/api/users/me")).status_code == 401
    assert code_of(await leaver.log_in()) == "invalid_credentials"
    assert (await player.get(f"/api/users/{leaver.user['id']}/profile")).status_code == 404
    async with club.state.database.read() as session:
        facts = {"id": leaver.user["id"]}
        row = (await session.execute(text("SELECT * FROM users WHERE id = :id"), facts)).one()
        balance = text("SELECT balance FROM accounts WHERE owner_id = :id AND currency = 'gold'")
        assert (await session.execute(balance, facts)).scalar_one() == 10_000
    assert "eaver" not in str(row)
    again = await new_caller().sign_up(site_id="leaver", nickname="Leaver", email="leaver@club.test")
    assert again.status_code == 201


async def test_old_paths_answer_as_the_new_ones_and_say_that_they_are_old(new_caller: Callable[[], Caller]) -> None:
    caller = new_caller()
    body = {"site_id": "oldie", "nickname": "Oldie", "password": PASSWORD, "invite_code": "5858"}
    signed = await caller.http.post("/api/auth/register", json=body)
    assert signed.status_code == 201
    caller.access = signed.json()["access_token"]
    for path in ("/api/auth/profile", "/api/users/profile"):
        answer = await caller.get(path)
        assert answer.json()["regular_coin_balance"] == answer.json()["gold_balance"] == 10_000
        assert answer.json()["premium_gem_balance"] == 0
        assert "deprecation" in answer.headers
    changed = await caller.call("PUT", "/api/auth/profile", {"nickname": "Older"})
    assert changed.json()["nickname"] == "Older"
    assert "deprecation" in changed.headers
