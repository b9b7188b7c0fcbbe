"""The slot over HTTP: a person spins, everything agrees, everything can be proved and replayed."""

import asyncio
import csv
import hashlib
import io

import pytest

from casino_club.domains.audit.public import run_audit
from tests.support.http import sign_up

MACHINES = ["ring-fruits", "pojangmacha", "horangi"]


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


async def test_spins_agree_with_wallet_history_statistics_and_audit(app, anna):
    gold = 10_000
    rounds = []
    for number in range(30):
        answer = (await anna.spin(MACHINES[number % 3])).json()
        gold += answer["net"]
        assert answer["balance_after"] == gold
        assert answer["net"] == answer["win_amount"] - answer["bet_amount"]
        rounds.append(answer)
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == gold
    wallet = await anna.call("GET", "/api/wallet")
    assert {row["currency"]: row["balance"] for row in wallet["balances"]} == {"gold": gold, "gem": 0}

    history, cursor = [], None
    while True:
        page = await anna.call(
            "GET", "/api/wallet/history", params={"limit": 7} | ({"cursor": cursor} if cursor else {})
        )
        history += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert sum(row["amount"] for row in history) == gold
    assert history[0]["balance_after"] == gold
    assert history[-1]["kind"] == "welcome"
    lines = list(csv.DictReader(io.StringIO((await anna.send("GET", "/api/wallet/history.csv")).text)))
    assert [line["id"] for line in lines] == [row["id"] for row in history]

    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["slot"]
    assert stats["plays"] == 30
    assert stats["net"] == gold - 10_000
    assert stats["wins"] == sum(one["net"] > 0 for one in rounds)
    assert stats["current_streak"] == rounds[-1]["win_streak"]
    assert (await run_audit(app.state.database)).clean


async def test_one_key_is_one_spin_and_the_answer_is_the_same(anna):
    first = await anna.spin("pojangmacha", key="k-1")
    again = await anna.spin("pojangmacha", key="k-1")
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await anna.spin("pojangmacha", stake=200, key="k-1")
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")


async def test_two_hundred_parallel_spins_with_repeated_keys(app, anna):
    keys = [f"key-{number % 130}" for number in range(200)]
    answers = await asyncio.gather(*(anna.spin(stake=10, key=key) for key in keys))
    assert {answer.status_code for answer in answers} == {200}
    by_key = {}
    for key, answer in zip(keys, answers, strict=True):
        by_key.setdefault(key, {})[answer.json()["round_id"]] = answer.json()
    assert all(len(rounds) == 1 for rounds in by_key.values())
    net = sum(body["net"] for rounds in by_key.values() for body in rounds.values())
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000 + net
    assert (await run_audit(app.state.database)).clean


async def test_the_key_of_one_player_is_not_the_key_of_another(anna, bora):
    mine, theirs = await anna.spin(key="same"), await bora.spin(key="same")
    assert mine.json()["round_id"] != theirs.json()["round_id"]
    assert "idempotent-replayed" not in theirs.headers


async def test_a_player_who_runs_dry_is_told_so(anna):
    answers = [await anna.spin(stake=10_000) for _ in range(40)]
    assert {answer.status_code for answer in answers} <= {200, 402}
    if (dry := answers[-1]).status_code == 402:
        assert dry.json()["error"]["code"] == "insufficient_funds"


async def test_every_round_can_be_verified_after_rotation(anna):
    before = await anna.call("GET", "/api/fairness/me")
    spins = [(await anna.spin(machine)).json() for machine in MACHINES for _ in range(4)]
    assert [spin["fairness"]["nonce"] for spin in spins] == list(range(before["nonce"], before["nonce"] + 12))
    hidden = await anna.call("GET", f"/api/fairness/rounds/{spins[0]['round_id']}")
    assert hidden["server_seed"] is None
    revealed = await anna.call("POST", "/api/fairness/rotate", json={"client_seed": "my-own-seed"})
    assert revealed["client_seed"] == "my-own-seed"
    assert revealed["server_seed_hash"] == before["next_server_seed_hash"]
    seed = bytes.fromhex(revealed["revealed_server_seed"])
    assert hashlib.sha256(seed).hexdigest() == before["server_seed_hash"]
    for spin in spins:
        proof = await anna.call("GET", f"/api/fairness/rounds/{spin['round_id']}")
        assert proof["server_seed"] == seed.hex()
        facts = {
            name: proof[name] for name in ("server_seed", "client_seed", "nonce", "game", "config_version", "params")
        }
        again = await anna.call("POST", "/api/fairness/verify", json=facts)
        assert again["server_seed_hash"] == before["server_seed_hash"]
        for name in ("win_amount", "window", "wins", "feature"):
            assert again["outcome"][name] == spin[name] == proof["outcome"][name]
    after = (await anna.spin()).json()["fairness"]
    assert after == {"server_seed_hash": revealed["server_seed_hash"], "client_seed": "my-own-seed", "nonce": 0}


async def test_rounds_are_kept_whole_and_paged(anna):
    spins = [(await anna.spin("horangi")).json() for _ in range(5)]
    first = await anna.call("GET", "/api/games/rounds", params={"limit": 3})
    rest = await anna.call("GET", "/api/games/rounds", params={"limit": 3, "cursor": first["next_cursor"]})
    assert [row["round_id"] for row in first["items"] + rest["items"]] == [spin["round_id"] for spin in reversed(spins)]
    assert rest["next_cursor"] is None
    whole = await anna.call("GET", f"/api/games/rounds/{spins[0]['round_id']}")
    assert whole["outcome"] == spins[0]


async def test_recalculation_from_rounds_changes_nothing(app, anna, make_admin):
    for _ in range(25):
        await anna.spin()
    admin = await make_admin()
    path = f"/api/games/stats/recalculate/{anna.user['id']}"
    healthy = await admin.call("POST", path)
    assert healthy["changed"] is False
    assert healthy["before"] == healthy["after"] != []
    connection = await app.state.database.raw_connection()
    await connection.execute("UPDATE game_stats SET plays = plays + 3, best_streak = 99")
    await connection.close()
    healed = await admin.call("POST", path)
    assert healed["changed"] is True
    assert healed["after"] == healthy["after"]
    await anna.call("POST", path, status=403)


async def test_a_session_counts_the_rounds_inside_it(anna, bora):
    await anna.spin()
    session = await anna.call("POST", "/api/games/session/start", status=201, json={"game_type": "slot"})
    inside = [(await anna.spin()).json() for _ in range(3)]
    path = f"/api/games/session/{anna.user['id']}/current"
    assert (await anna.call("GET", path))["session"]["plays"] == 3
    seen = await bora.call("GET", path)
    assert seen["session"] is None
    assert seen["game_type"] == "slot"
    ended = await anna.call("POST", "/api/games/session/end", json={"session_id": session["session_id"]})
    assert (ended["plays"], ended["net"]) == (3, sum(one["net"] for one in inside))
    await anna.call("POST", "/api/games/session/end", status=409, json={"session_id": session["session_id"]})
    await bora.call("POST", "/api/games/session/end", status=404, json={"session_id": session["session_id"]})
    assert await anna.call("GET", path) is None


async def test_starting_again_ends_the_open_session(anna):
    first = await anna.call("POST", "/api/games/session/start", status=201, json={"game_type": "slot"})
    second = await anna.call("POST", "/api/games/session/start", status=201, json={"game_type": "slot"})
    assert first["session_id"] != second["session_id"]
    await anna.call("POST", "/api/games/session/end", status=409, json={"session_id": first["session_id"]})


async def test_odds_and_paytable_are_the_tables_that_play(anna, app_client):
    odds = (await app_client.get("/api/games/slot/odds")).json()
    everything = (await app_client.get("/api/games/odds")).json()
    assert odds in everything["items"]
    for sheet in odds["items"]:
        machine = (await app_client.get(f"/api/games/slot/machines/{sheet['machine_id']}")).json()
        assert machine["config_hash"] == sheet["config_hash"] == sheet["change_log"][0]["hash"]
        assert 0.94 <= machine["rtp"] == sheet["rtp"] <= 0.97
        spin = (await anna.spin(sheet["machine_id"])).json()
        assert spin["config_version"] == machine["config_version"]
        for strip, column in zip(machine["strips"], spin["window"], strict=True):
            doubled = strip + strip
            assert any(doubled[at : at + len(column)] == column for at in range(len(strip)))
