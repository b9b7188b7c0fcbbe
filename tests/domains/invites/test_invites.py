"""Invite codes: one opens always, the others once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from casino_club.domains.invites import rules
from casino_club.domains.invites.contracts import InviteCode
from casino_club.kernel.clock import FrozenClock
from tests.support.access import NOON, Caller, code_of

Staff = Callable[[str], Awaitable[Caller]]
ADMIN = "/api/admin/invite-codes"


def invite(**facts: Any) -> InviteCode:
    base: dict[str, Any] = {
        "id": 1,
        "code": "A",
        "note": None,
        "active": True,
        "expires_at": None,
        "created_by": None,
        "created_at": NOON,
        "used_by": None,
        "used_at": None,
    }
    return InviteCode(**{**base, **facts})


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (None, "UNKNOWN_OR_UNSUPPORTED_CODE"),
        (invite(), None),
        (invite(expires_at=NOON + timedelta(seconds=1)), None),
        (invite(expires_at=NOON), "EXPIRED"),
        (invite(active=False), "INACTIVE"),
        (invite(active=False, expires_at=NOON), "INACTIVE"),
        (invite(used_at=NOON, used_by=1, active=False, expires_at=NOON), "ALREADY_USED"),
    ],
)
def test_why_a_code_does_not_open(known: InviteCode | None, reason: str | None) -> None:
    assert rules.refusal(known, NOON) == reason


def test_made_codes_are_codes_and_differ() -> None:
    codes = {rules.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(rules.CODE.fullmatch(code) for code in codes)


async def check(caller: Caller, code: str) -> dict[str, Any]:
    answer = await caller.http.get(f"/api/auth/check-invite/{code}")
    assert answer.status_code == 200
    return answer.json()


async def make(operator: Caller, **body: Any) -> list[dict[str, Any]]:
    answer = await operator.post(ADMIN, body)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_the_unlimited_code_is_never_used_up(new_caller: Callable[[], Caller]) -> None:
    for _ in range(2):
        found = await check(new_caller(), "5858")
        assert found == {"code": "5858", "valid": True, "infinite": True, "reason": None}
        assert (await new_caller().sign_up(invite_code="5858")).status_code == 201


@pytest.mark.parametrize("code", ["NOPE", "%00", "%F0%9F%98%80", "a%20b", "'--", "5858%20"])
async def test_an_unknown_code_says_so(new_caller: Callable[[], Caller], code: str) -> None:
    found = await check(new_caller(), code)
    assert found | {"code": ""} == {
        "code": "",
        "valid": False,
        "infinite": False,
        "reason": "UNKNOWN_OR_UNSUPPORTED_CODE",
    }


async def test_a_sign_up_with_an_unknown_code_is_refused(new_caller: Callable[[], Caller]) -> None:
    refused = await new_caller().sign_up(invite_code="NOPE")
    assert (refused.status_code, code_of(refused)) == (400, "invite_invalid")
    assert refused.json()["error"]["details"] == {"reason": "UNKNOWN_OR_UNSUPPORTED_CODE"}


async def test_a_code_opens_once(staff: Staff, new_caller: Callable[[], Caller]) -> None:
    operator = await staff("operator")
    (made,) = await make(operator, code="WELCOME-1", note="for Mina")
    assert (await check(new_caller(), "WELCOME-1"))["valid"] is True
    guest = new_caller()
    assert (await guest.sign_up(invite_code="WELCOME-1")).status_code == 201
    assert (await check(new_caller(), "WELCOME-1"))["reason"] == "ALREADY_USED"
    refused = await new_caller().sign_up(invite_code="WELCOME-1")
    assert (refused.status_code, code_of(refused)) == (400, "invite_used")
    (listed,) = (await operator.get(ADMIN)).json()["items"]
    assert (listed["id"], listed["note"], listed["used_by"]) == (made["id"], "for Mina", guest.user["id"])


async def test_a_refused_sign_up_uses_nothing_up(
    staff: Staff, player: Caller, new_caller: Callable[[], Caller]
) -> None:
    await make(await staff("operator"), code="ONCE")
    taken = await new_caller().sign_up(invite_code="ONCE", nickname=player.user["nickname"])
    assert taken.status_code == 409
    assert (await check(player, "ONCE"))["valid"] is True


async def test_a_closed_code_does_not_open(staff: Staff, new_caller: Callable[[], Caller]) -> None:
    operator = await staff("operator")
    (made,) = await make(operator)
    closed = await operator.post(f"{ADMIN}/{made['id']}/deactivate")
    assert (closed.status_code, closed.json()["active"]) == (200, False)
    assert (await check(new_caller(), made["code"]))["reason"] == "INACTIVE"
    refused = await new_caller().sign_up(invite_code=made["code"])
    assert (refused.status_code, code_of(refused)) == (400, "invite_invalid")
    assert (await operator.post(f"{ADMIN}/999999/deactivate")).status_code == 404


async def test_a_code_expires(staff: Staff, new_caller: Callable[[], Caller], clock: FrozenClock) -> None:
    (made,) = await make(await staff("operator"), expires_at="2026-11-22T21:00:00+09:00")
    assert (await check(new_caller(), made["code"]))["valid"] is True
    clock.advance(timedelta(days=2))
    assert (await check(new_caller(), made["code"]))["reason"] == "EXPIRED"
    assert code_of(await new_caller().sign_up(invite_code=made["code"])) == "invite_invalid"


async def test_many_codes_are_made_and_listed_in_pages(staff: Staff) -> None:
    operator = await staff("operator")
    made = await make(operator, count=5, note="party")
    assert len({item["code"] for item in made}) == 5
    first = (await operator.get(f"{ADMIN}?limit=3")).json()
    rest = (await operator.get(f"{ADMIN}?limit=3&cursor={first['next_cursor']}")).json()
    assert rest["next_cursor"] is None
    listed = [item["id"] for item in first["items"] + rest["items"]]
    assert listed == sorted((item["id"] for item in made), reverse=True)


@pytest.mark.parametrize(
    "body",
    [
        {"count": 0},
        {"count": 501},
        {"count": True},
        {"count": "5"},
        {"code": "A", "count": 2},
        {"code": "has space"},
        {"code": ""},
        {"note": "x" * 201},
        {"expires_at": "2026-11-21T12:00:00Z"},
        {"expires_at": "2099-01-01T00:00:00"},
        {"expires_at": 4070908800},
        {"expires_at": "4070908800"},
        {"used_by": 1},
    ],
)
async def test_bad_orders_for_codes_are_refused(staff: Staff, body: dict[str, Any]) -> None:
    operator = await staff("operator")
    assert (await operator.post(ADMIN, body)).status_code == 422
    assert (await operator.get(ADMIN)).json()["items"] == []


async def test_a_code_of_a_known_name_is_not_made_again(staff: Staff) -> None:
    operator = await staff("operator")
    await make(operator, code="TWICE")
    again = await operator.post(ADMIN, {"code": "TWICE"})
    assert (again.status_code, code_of(again)) == (409, "invite_code_taken")


async def test_codes_are_for_operators(player: Caller, staff: Staff) -> None:
    for caller in (player, await staff("support")):
        for method, path in (("GET", ADMIN), ("POST", ADMIN), ("POST", f"{ADMIN}/1/deactivate")):
            assert (await caller.call(method, path, {})).status_code == 403


async def test_checking_is_limited_by_address(player: Caller) -> None:
    statuses = [(await player.http.get("/api/auth/check-invite/X")).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    refused = await player.http.get("/api/auth/check-invite/X")
    assert code_of(refused) == "rate_limited"
    assert 1 <= int(refused.headers["retry-after"]) <= 61


async def test_failed_checks_are_counted(club: FastAPI, player: Caller) -> None:
    from prometheus_client import REGISTRY

    facts = {"result": "unknown_or_unsupported_code"}
    before = REGISTRY.get_sample_value("casino_club_invite_checks_total", facts) or 0
    await check(player, "NOPE")
    assert REGISTRY.get_sample_value("casino_club_invite_checks_total", facts) == before + 1
