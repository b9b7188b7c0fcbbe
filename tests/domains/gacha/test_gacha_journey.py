"""Capsules over HTTP: money, keys, guarantees that are kept, inventory, history, verification."""

import asyncio

import pytest

from casino_club.domains.gacha import public as gacha
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from tests.support.http import sign_up

GOLD_START = 10_000


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


@pytest.fixture
def give(app):
    async def grant(person, currency, amount):
        async with app.state.database.transaction() as session:
            command = TransferCommand(
                "mint", Player(person.user["id"]), currency, amount, "compensation", f"t:{person.user['id']}:{amount}"
            )
            await wallet.transfer(session, command)

    return grant


async def pull(person, banner="lantern-street", count=1, key=None, path="/api/gacha/spin"):
    headers = {} if key is None else {"Idempotency-Key": key}
    return await person.send("POST", path, json={"banner_id": banner, "count": count}, headers=headers)


async def banner_of(person, name="lantern-street"):
    items = (await person.call("GET", "/api/gacha/banners"))["items"]
    return next(one for one in items if one["banner_id"] == name)


async def balances(person):
    wallet = await person.call("GET", "/api/wallet")
    return {row["currency"]: row["balance"] for row in wallet["balances"]}


async def assert_sound(app):
    async with app.state.database.read() as session:
        found = [*await gacha.audit_findings(session), *await wallet.audit_findings(session)]
    assert [finding for finding in found if finding.violations] == []
    assert {finding.check for finding in found} >= {"pity_chain_unbroken", "inventory_equals_rounds"}


async def test_a_pull_costs_what_it_says_and_answers_whole(anna, app):
    answer = await pull(anna)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["bet_amount"] == body["cost"] == 300
    assert (body["win_amount"], body["net"]) == (0, -300)
    assert body["balance_after"] == GOLD_START - 300 == (await balances(anna))["gold"]
    assert (body["banner_id"], body["count"], body["currency"]) == ("lantern-street", 1, "gold")
    (capsule,) = body["items"]
    assert capsule["is_new"] is True
    assert capsule["converted_to"] is None
    assert set(capsule["name"]) == {"en", "ko"}
    assert set(body["fairness"]) == {"server_seed_hash", "client_seed", "nonce"}
    assert body["pity"]["since_ssr"] == (0 if capsule["tier"] == "SSR" else 1)
    assert sum(body["pity"]["next_ppm"].values()) == 1_000_000
    await assert_sound(app)


async def test_ten_pulls_are_one_bet_with_copies_converted(anna, give, app):
    await give(anna, "gold", 200_000)
    gold = GOLD_START + 200_000
    since, owned = 0, set()
    for _ in range(12):
        body = (await pull(anna, count=10)).json()
        converted = sum(one["converted_to"]["amount"] for one in body["items"] if one["converted_to"])
        gold += converted - 3000
        assert (body["win_amount"], body["balance_after"], body["cost"]) == (converted, gold, 3000)
        assert len(body["items"]) == 10
        assert any(one["tier"] in {"SR", "SSR"} for one in body["items"])
        for one in body["items"]:
            assert one["is_new"] == (one["item_id"] not in owned)
            owned.add(one["item_id"])
            since = 0 if one["tier"] == "SSR" else since + 1
            assert since < 70
        assert body["pity"]["since_ssr"] == since
    assert {item["item_id"] for item in (await anna.call("GET", "/api/inventory"))["items"]} == owned
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["gacha"]
    assert (stats["plays"], stats["total_bet"]) == (12, 36_000)
    await assert_sound(app)


async def test_without_funds_nothing_moves_and_nothing_counts(anna, app):
    for _ in range(3):
        await pull(anna, count=10)
    before = await banner_of(anna)
    kept = await anna.call("GET", "/api/inventory")
    refused = 0
    for _ in range(4):
        answer = await pull(anna, count=10)
        if answer.status_code == 402:
            refused += 1
            assert answer.json()["error"]["code"] == "insufficient_funds"
            assert (await banner_of(anna))["pity"] == before["pity"]
            assert await anna.call("GET", "/api/inventory") == kept
            break
        before, kept = await banner_of(anna), await anna.call("GET", "/api/inventory")
    assert refused == 1
    await assert_sound(app)


async def test_a_gem_banner_takes_and_returns_gems(anna, give, app):
    poor = await pull(anna, "glass-garden")
    assert (poor.status_code, poor.json()["error"]["code"]) == (402, "insufficient_funds")
    await give(anna, "gem", 1000)
    gems = 1000
    for _ in range(4):
        body = (await pull(anna, "glass-garden", 10)).json()
        assert (body["currency"], body["cost"]) == ("gem", 200)
        assert {one["converted_to"]["currency"] for one in body["items"] if one["converted_to"]} <= {"gem"}
        gems += body["net"]
        assert body["balance_after"] == gems
    assert await balances(anna) == {"gold": GOLD_START, "gem": gems}
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["gacha"]
    assert (stats["plays"], stats["total_bet"], stats["total_win"]) == (4, 0, 0)
    await assert_sound(app)


async def test_one_key_is_one_pull_and_the_answer_is_the_same(anna):
    first = await pull(anna, count=10, key="k-1")
    again = await pull(anna, count=10, key="k-1")
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await pull(anna, count=1, key="k-1")
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")
    assert (await banner_of(anna))["pity"] == first.json()["pity"]


async def test_twins_of_one_key_in_flight_have_one_effect(anna, app):
    answers = await asyncio.gather(*(pull(anna, count=10, key="twin") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["round_id"] for answer in answers}) == 1
    assert (await balances(anna))["gold"] == answers[0].json()["balance_after"]
    await assert_sound(app)


async def test_pity_is_carried_inside_a_group_and_not_beyond(anna, give):
    await give(anna, "gold", 100_000)
    body = (await pull(anna, "moonrise", 10)).json()
    shared, other = await banner_of(anna, "dragon-night"), await banner_of(anna, "lantern-street")
    assert shared["pity"] == body["pity"]
    assert (other["pity"]["since_ssr"], other["pity"]["since_sr"]) == (0, 0)
    after = (await pull(anna, "dragon-night", 1)).json()
    tier = after["items"][0]["tier"]
    assert after["pity"]["since_ssr"] == (0 if tier == "SSR" else body["pity"]["since_ssr"] + 1)


async def test_the_banners_publish_base_and_effective_rates(anna, app_client):
    banner = await banner_of(anna)
    ssr, sr, r, n = banner["tiers"]
    assert [ssr["base"], sr["base"], r["base"], n["base"]] == [0.01, 0.085, 0.3, 0.605]
    assert round(ssr["effective"], 6) == 0.023475
    assert sum(item["probability"] for item in banner["items"]) == pytest.approx(1)
    assert [cost["cost"] for cost in banner["costs"]] == [300, 3000]
    odds = (await app_client.get("/api/games/gacha/odds")).json()
    sheet = next(one for one in odds["items"] if one["variant"] == "lantern-street")
    assert sheet["config_hash"] == banner["config_hash"]
    assert [row["effective"] for row in sheet["rows"]] == [item["effective"] for item in banner["items"]]
    assert "gacha" in [game["game"] for game in (await app_client.get("/api/games")).json()["items"]]


async def test_history_and_inventory_tell_the_same_story(anna):
    bodies = [(await pull(anna, name, count)).json() for name, count in (("moonrise", 1), ("lantern-street", 10))]
    bodies.append((await pull(anna, "moonrise", 10)).json())
    first = await anna.call("GET", "/api/gacha/history", params={"limit": 2})
    rest = await anna.call("GET", "/api/gacha/history", params={"limit": 2, "cursor": first["next_cursor"]})
    rows = first["items"] + rest["items"]
    assert rest["next_cursor"] is None
    assert [row["round_id"] for row in rows] == [body["round_id"] for body in reversed(bodies)]
    for row, body in zip(rows, reversed(bodies), strict=True):
        assert row["items"] == body["items"]
        assert (row["cost"], row["converted"], row["pity"]) == (body["cost"], body["win_amount"], body["pity"])
    inventory = await anna.call("GET", "/api/inventory")
    pulled = [one["item_id"] for body in bodies for one in body["items"]]
    assert {item["item_id"]: item["copies"] for item in inventory["items"]} == {
        name: pulled.count(name) for name in pulled
    }
    new = {one["item_id"]: body["round_id"] for body in bodies for one in body["items"] if one["is_new"]}
    assert {item["item_id"]: item["first_round_id"] for item in inventory["items"]} == new
    assert sum(line["owned"] for line in inventory["collection"]) == len(new)
    banner = await banner_of(anna, "moonrise")
    assert {item["item_id"] for item in banner["items"] if item["owned"]} <= set(new)


async def test_what_is_mine_is_mine(anna, bora):
    mine = (await pull(anna, count=10)).json()
    assert await bora.call("GET", "/api/inventory") == await bora.call("GET", "/api/inventory")
    assert (await bora.call("GET", "/api/inventory"))["items"] == []
    assert (await bora.call("GET", "/api/gacha/history"))["items"] == []
    assert (await banner_of(bora))["pity"]["since_ssr"] == 0
    await bora.call("GET", f"/api/games/rounds/{mine['round_id']}", status=404)
    same_key = [await pull(person, key="same") for person in (anna, bora)]
    assert len({answer.json()["round_id"] for answer in same_key}) == 2


async def test_every_round_verifies_after_rotation(anna, give):
    await give(anna, "gold", 100_000)
    bodies = [
        (await pull(anna, name, 10)).json() for name in ("moonrise", "lantern-street", "moonrise", "dragon-night")
    ]
    await anna.call("POST", "/api/fairness/rotate", json={})
    for body in bodies:
        proof = await anna.call("GET", f"/api/fairness/rounds/{body['round_id']}")
        names = ("server_seed", "client_seed", "nonce", "game", "config_version", "params")
        again = await anna.call("POST", "/api/fairness/verify", json={name: proof[name] for name in names})
        for name in ("win_amount", "items", "pity", "cost"):
            assert again["outcome"][name] == body[name] == proof["outcome"][name]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"banner_id": "nowhere", "count": 1}, 404, "unknown_banner"),
        ({"banner_id": "moonrise", "count": 2}, 422, "validation_error"),
        ({"banner_id": "moonrise", "count": True}, 422, "validation_error"),
        ({"banner_id": "moonrise", "count": 1.0}, 422, "validation_error"),
        ({"banner_id": "moonrise", "count": "1"}, 422, "validation_error"),
        ({"banner_id": "moonrise", "count": 1, "luck": 9}, 422, "validation_error"),
        ({"banner_id": "moonrise"}, 422, "validation_error"),
        ({"banner_id": "", "count": 1}, 422, "validation_error"),
    ],
)
async def test_a_bad_request_changes_nothing(anna, body, status, code):
    refused = await anna.call("POST", "/api/gacha/spin", status=status, json=body)
    assert refused["error"]["code"] == code
    assert (await balances(anna))["gold"] == GOLD_START


async def test_the_old_path_answers_as_the_new_one_and_says_it_is_old(anna):
    old = await pull(anna, key="old", path="/api/gacha/pull")
    assert old.status_code == 200
    assert old.headers["deprecation"].startswith("@")
    assert set(old.json()) == set((await pull(anna)).json())
    again = await pull(anna, key="old", path="/api/gacha/pull")
    assert again.json() == old.json()
    assert 'casino_club_legacy_calls_total{route="POST /api/gacha/pull"}' in (await anna.send("GET", "/metrics")).text


async def test_nobody_pulls_without_logging_in(app_client):
    for method, path in (("POST", "/api/gacha/spin"), ("GET", "/api/gacha/banners"), ("GET", "/api/inventory")):
        answer = await app_client.request(method, path, json={"banner_id": "moonrise", "count": 1})
        assert answer.status_code == 401
