"""Rock-paper-scissors over HTTP: a person throws, everything agrees, everything can be proved and replayed."""

import asyncio

import pytest

from casino_club.domains.audit.public import run_audit
from casino_club.domains.rps.rules import CHOICES, beat
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from tests.support.http import sign_up

PATH = "/api/games/rps/play"


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


def throw(person, choice="rock", stake=100, key=None):
    headers = {} if key is None else {"Idempotency-Key": key}
    return person.send("POST", PATH, json={"bet_amount": stake, "choice": choice}, headers=headers)


async def test_throws_agree_with_wallet_statistics_and_audit(app, anna):
    gold, rounds = 10_000, []
    for number in range(24):
        answer = await throw(anna, CHOICES[number % 3], 50 * (1 + number % 3))
        assert answer.status_code == 200, answer.text
        one = answer.json()
        assert one["result"] == beat(one["choice"], one["house_choice"])
        assert one["win_amount"] * 100 == one["bet_amount"] * {"win": 194, "draw": 100, "lose": 0}[one["result"]]
        gold += one["net"]
        assert (one["net"], one["balance_after"]) == (one["win_amount"] - one["bet_amount"], gold)
        rounds.append(one)
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["rps"]
    results = [one["result"] for one in rounds]
    assert (stats["plays"], stats["wins"]) == (24, results.count("win"))
    assert (stats["losses"], stats["pushes"]) == (results.count("lose"), results.count("draw"))
    assert stats["net"] == gold - 10_000
    assert (await run_audit(app.state.database)).clean


async def test_a_draw_neither_wins_nor_loses_nor_ends_a_streak(anna):
    streak = 0
    seen = set()
    for number in range(60):
        one = (await throw(anna, CHOICES[number % 3], 50)).json()
        streak = {"win": streak + 1, "draw": streak, "lose": 0}[one["result"]]
        assert one["win_streak"] == streak
        if one["result"] == "draw":
            assert one["net"] == 0
        seen.add(one["result"])
    assert seen == {"win", "draw", "lose"}


async def test_one_key_is_one_throw_and_the_answer_is_the_same(anna):
    first, again = await throw(anna, key="k-1"), await throw(anna, key="k-1")
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await throw(anna, choice="paper", key="k-1")
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")


async def test_parallel_twins_are_one_throw(app, anna):
    answers = await asyncio.gather(*(throw(anna, stake=50, key=f"key-{n % 20}") for n in range(40)))
    assert {answer.status_code for answer in answers} == {200}
    rounds = {answer.json()["round_id"]: answer.json() for answer in answers}
    assert len(rounds) == 20
    balance = (await anna.call("GET", "/api/users/me"))["gold_balance"]
    assert balance == 10_000 + sum(one["net"] for one in rounds.values())
    assert (await run_audit(app.state.database)).clean


async def test_every_throw_can_be_verified_after_rotation(anna):
    commitment = await anna.call("GET", "/api/fairness/me")
    throws = [(await throw(anna, choice)).json() for choice in CHOICES for _ in range(2)]
    assert {one["fairness"]["server_seed_hash"] for one in throws} == {commitment["server_seed_hash"]}
    await anna.call("POST", "/api/fairness/rotate", json={})
    for one in throws:
        proof = await anna.call("GET", f"/api/fairness/rounds/{one['round_id']}")
        assert proof["params"] == {"bet_amount": one["bet_amount"], "choice": one["choice"]}
        names = ("server_seed", "client_seed", "nonce", "game", "config_version", "params")
        again = await anna.call("POST", "/api/fairness/verify", json={name: proof[name] for name in names})
        assert again["server_seed_hash"] == commitment["server_seed_hash"]
        assert again["config_hash"] == proof["config_hash"]
        for name in ("win_amount", "choice", "house_choice", "result"):
            assert again["outcome"][name] == one[name] == proof["outcome"][name]
    whole = await anna.call("GET", f"/api/games/rounds/{throws[0]['round_id']}")
    assert whole["outcome"] == throws[0]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"bet_amount": 75, "choice": "rock"}, "stake_out_of_range"),
        ({"bet_amount": 0, "choice": "rock"}, "stake_out_of_range"),
        ({"bet_amount": -50, "choice": "rock"}, "stake_out_of_range"),
        ({"bet_amount": 10_050, "choice": "rock"}, "stake_out_of_range"),
        ({"bet_amount": 2**53, "choice": "rock"}, "amount_out_of_range"),
        ({"bet_amount": "50", "choice": "rock"}, "validation_error"),
        ({"bet_amount": True, "choice": "rock"}, "validation_error"),
        ({"bet_amount": 50.0, "choice": "rock"}, "validation_error"),
        ({"bet_amount": 50, "choice": "well"}, "validation_error"),
        ({"bet_amount": 50, "choice": ["rock"]}, "validation_error"),
        ({"bet_amount": 50}, "validation_error"),
        ({"bet_amount": 50, "choice": "rock", "house_choice": "scissors"}, "validation_error"),
        ([], "validation_error"),
        (None, "validation_error"),
    ],
)
async def test_what_the_table_refuses_changes_nothing(anna, body, code):
    answer = await anna.send("POST", PATH, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000
    assert (await anna.call("GET", "/api/fairness/me"))["nonce"] == 0


async def test_a_player_without_the_stake_is_told_so(app, anna):
    spent = TransferCommand(Player(anna.user["id"]), "shop", "gold", 9_960, "shop_spend", "spent")
    async with app.state.database.transaction() as session:
        await wallet.transfer(session, spent)
    answer = await throw(anna, stake=50)
    assert (answer.status_code, answer.json()["error"]["code"]) == (402, "insufficient_funds")
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 40


async def test_only_a_player_throws(app_client):
    answer = await app_client.post(PATH, json={"bet_amount": 50, "choice": "rock"})
    assert answer.status_code == 401


async def test_the_published_odds_are_the_tables(app_client):
    game = next(one for one in (await app_client.get("/api/games")).json()["items"] if one["game"] == "rps")
    assert game["rtp"] == 0.98
    assert game["limits"] == {"min": 50, "max": 10_000, "step": 50}
    (sheet,) = (await app_client.get("/api/games/rps/odds")).json()["items"]
    assert sheet["limits"] == game["limits"]
    assert {row["label_key"]: row["pays"] for row in sheet["rows"]} == {"win": 1.94, "draw": 1.0, "lose": 0.0}
