"""Every route with an id in its path, found in OpenAPI, called with what belongs to somebody else."""

import uuid

import pytest

from casino_club.domains.notifications import public as notifications
from tests.support.http import sign_up
from tests.support.payments import order

PUBLIC = {
    ("get", "/api/games/slot/machines/{machine_id}"),
    ("get", "/api/games/{game}/odds"),
    ("get", "/api/games/{game}/tables/{variant}"),
    ("get", "/api/auth/check-invite/{code}"),
    # Live play and the profile show public fields of anybody.
    ("get", "/api/games/session/{user_id}/current"),
    ("get", "/api/users/{user_id}/profile"),
    ("get", "/api/games/achievements/{user_id}"),
    # Opened by a browser that knows the receipt: it leads to a page where it can be paid, and tells nothing.
    ("get", "/api/shop/checkout/{receipt}"),
}
SIGNED = "/api/partner/v1/"
"""Between servers: a player's token proves nothing there."""
SECRET_WORDS = ("gold_balance", "gem_balance", "site_id", "email", "phone", "birth", "total_spent", "client_seed", "ip")


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


async def belongings(app, owner):
    """Real ids of the owner's things, by the name their path parameter has."""
    spin = (await owner.spin()).json()
    game_session = await owner.call("POST", "/api/games/session/start", status=201, json={"game_type": "slot"})
    sessions = await owner.call("GET", "/api/auth/sessions")
    friend = await sign_up(owner.http)
    await friend.call("POST", "/api/friends/requests", 201, json={"user_id": owner.user["id"]})
    async with app.state.database.transaction() as session:
        await notifications.notify(
            session,
            user_id=owner.user["id"],
            template="rewards.level_up",
            variables={"level": 2},
            dedupe_key="level:2",
            now=app.state.clock.now(),
        )
    told = await owner.call("GET", "/api/notifications")
    return {
        "request_id": (await owner.call("GET", "/api/friends"))["requests_in"][0]["request_id"],
        "notification_id": told["items"][0]["id"],
        "user_id": owner.user["id"],
        "receipt": await order(owner),
        "round_id": spin["round_id"],
        "session_id": sessions["items"][0]["id"],
        "game_session_id": game_session["session_id"],
    }


def id_routes(document):
    for path, methods in document["paths"].items():
        if "{" not in path:
            continue
        for method, operation in methods.items():
            # A word out of a few (`/rewards/counters/exp`) is nobody's.
            names = [one for one in operation["parameters"] if one["in"] == "path"]
            if (method, path) not in PUBLIC and not all("enum" in one["schema"] for one in names):
                yield method, path, operation


async def test_no_route_gives_away_or_changes_what_is_anothers(app, anna, bora):
    theirs = await belongings(app, bora)
    before = await bora.call("GET", "/api/users/me")
    tried = 0
    for method, path, operation in id_routes(app.openapi()):
        names = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
        address = path
        for name in names:
            address = address.replace(f"{{{name}}}", str(theirs.get(name, uuid.uuid4())))
        answer = await anna.send(method.upper(), address, json={} if method in {"post", "put", "patch"} else None)
        if path.startswith(SIGNED):
            assert answer.status_code == 401, (path, answer.text)
            continue
        assert answer.status_code in {403, 404, 422}, (method, path, answer.status_code, answer.text)
        if answer.status_code == 422:
            assert method != "get", (path, answer.text)
        tried += 1
    assert tried >= 8
    assert await bora.call("GET", "/api/users/me") == before
    assert (await bora.call("GET", "/api/auth/sessions"))["items"]


async def test_public_views_of_another_player_hold_no_secret(app, anna, bora):
    await belongings(app, bora)
    bora_id = bora.user["id"]
    for path in (
        f"/api/users/{bora_id}/profile",
        f"/api/games/session/{bora_id}/current",
        f"/api/games/achievements/{bora_id}",
    ):
        text = (await anna.send("GET", path)).text
        assert not [word for word in SECRET_WORDS if f'"{word}' in text and word != "ip"], text


async def test_static_paths_are_not_caught_by_ids(anna):
    assert (await anna.call("GET", "/api/users/me"))["id"] == anna.user["id"]
    assert (await anna.call("GET", "/api/games/stats/me"))["user_id"] == anna.user["id"]
