"""What staff may do, to whom, and that it is written down."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.access import Caller, code_of

Staff = Callable[[str], Awaitable[Caller]]
DEEDS: dict[str, dict[str, Any]] = {
    "status": {"status": "suspended", "reason": "cheating"},
    "tier": {"tier": "VIP", "reason": "a friend"},
    "role": {"role": "support", "reason": "joined us"},
    "logout": {"reason": "lost phone"},
}


async def audit(club: FastAPI) -> list[tuple[Any, ...]]:
    async with club.state.database.read() as session:
        rows = await session.execute(text("SELECT actor_id, action, target, facts FROM audit_log ORDER BY id"))
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("player", set()),
        ("support", set()),
        ("operator", {"status", "tier", "logout"}),
        ("admin", {"status", "tier", "logout", "role"}),
    ],
)
async def test_each_deed_names_the_role_it_needs(
    club: FastAPI, player: Caller, staff: Staff, role: str, allowed: set[str]
) -> None:
    actor = await staff(role)
    for deed, body in DEEDS.items():
        answer = await actor.post(f"/api/admin/users/{player.user['id']}/{deed}", body)
        if deed in allowed:
            assert answer.status_code in {200, 204}, (deed, answer.text)
        else:
            assert (answer.status_code, code_of(answer)) == (403, "forbidden"), deed
    assert len(await audit(club)) == len(allowed)


async def test_reading_members_needs_support(player: Caller, staff: Staff) -> None:
    assert (await player.get("/api/admin/users")).status_code == 403
    support = await staff("support")
    found = await support.get(f"/api/admin/users?query={player.site_id}&limit=1")
    assert found.status_code == 200
    assert found.json()["items"][0]["id"] == player.user["id"]
    assert (await support.get(f"/api/admin/users/{player.user['id']}")).json()["status"] == "active"
    assert (await support.get("/api/admin/users/999999")).status_code == 404


async def test_members_come_in_pages(staff: Staff, new_caller: Callable[[], Caller]) -> None:
    for _ in range(3):
        await new_caller().sign_up()
    support = await staff("support")
    path, seen = "/api/admin/users?limit=2", []
    while True:
        page = (await support.get(path)).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        path = f"/api/admin/users?limit=2&cursor={page['next_cursor']}"
    assert seen == sorted(set(seen))
    assert len(seen) == 4


async def test_a_suspension_holds_on_the_next_call_until_it_is_lifted(
    club: FastAPI, player: Caller, staff: Staff
) -> None:
    operator = await staff("operator")
    path = f"/api/admin/users/{player.user['id']}/status"
    assert (await operator.post(path, DEEDS["status"])).json()["status"] == "suspended"
    assert (await player.get("/api/users/me")).status_code == 401
    refused = await player.http.post("/api/auth/refresh", json={"refresh_token": player.refresh})
    assert code_of(refused) == "refresh_invalid"
    entered = await player.log_in()
    assert (entered.status_code, code_of(entered)) == (403, "account_suspended")
    assert (await player.log_in("wrong password")).status_code == 401
    assert (await operator.post(path, {"status": "active", "reason": "a mistake"})).status_code == 200
    assert (await player.log_in()).status_code == 200
    actor_id = operator.user["id"]
    target = f"user:{player.user['id']}"
    assert await audit(club) == [
        (actor_id, "users.status_set", target, {"before": "active", "after": "suspended", "reason": "cheating"}),
        (actor_id, "users.status_set", target, {"before": "suspended", "after": "active", "reason": "a mistake"}),
    ]


async def test_a_forced_log_out_ends_every_session(player: Caller, staff: Staff) -> None:
    await player.log_in()
    operator = await staff("operator")
    path = f"/api/admin/users/{player.user['id']}/logout"
    assert (await operator.post(path, DEEDS["logout"])).status_code == 204
    assert (await player.get("/api/users/me")).status_code == 401
    assert (await player.log_in()).status_code == 200


async def test_nobody_acts_on_an_equal_or_on_themselves(staff: Staff, clock: FrozenClock) -> None:
    operator, colleague, admin = await staff("operator"), await staff("operator"), await staff("admin")
    for actor, target in ((operator, colleague), (operator, admin), (operator, operator), (admin, admin)):
        answer = await actor.post(f"/api/admin/users/{target.user['id']}/status", DEEDS["status"])
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")
    assert (await admin.post(f"/api/admin/users/{operator.user['id']}/status", DEEDS["status"])).status_code == 200


async def test_a_tier_opens_what_it_guards(player: Caller, staff: Staff, clock: FrozenClock) -> None:
    assert (await player.get("/guarded/vip")).status_code == 403
    operator = await staff("operator")
    await operator.post(f"/api/admin/users/{player.user['id']}/tier", DEEDS["tier"])
    clock.advance(timedelta(seconds=1))
    await player.log_in()
    assert (await player.get("/guarded/vip")).status_code == 200


async def test_the_audit_log_can_only_grow(club: FastAPI) -> None:
    for statement in ("UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log"):
        with pytest.raises(Exception, match="permission denied"):
            async with club.state.database.transaction() as session:
                await session.execute(text(statement))
