"""Blackjack over HTTP: a hand lives in the database, is one player's, settles once, and can be proved."""

from datetime import UTC, datetime, timedelta

import pytest

from casino_club.domains.audit.public import run_audit
from casino_club.domains.blackjack.tasks import stand_abandoned
from casino_club.kernel.clock import FrozenClock
from tests.domains.blackjack.support import rig
from tests.support.http import sign_up

DEAL, CURRENT = "/api/games/blackjack/deal", "/api/games/blackjack/current"
COMMON = {"round_id", "bet_amount", "win_amount", "net", "balance_after", "config_version", "fairness", "win_streak"}


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


async def deal(person, stake=100, status=200, key=None):
    headers = {} if key is None else {"Idempotency-Key": key}
    return await person.call("POST", DEAL, status, json={"bet_amount": stake}, headers=headers)


async def act(person, hand, action, status=200, key=None, **extra):
    headers = {} if key is None else {"Idempotency-Key": key}
    path = f"/api/games/blackjack/{hand['hand_id']}/action"
    return await person.call("POST", path, status, json={"action": action, **extra}, headers=headers)


async def finish(person, hand):
    while hand["status"] == "open":
        hand = await act(person, hand, "stand")
    return hand


async def test_hands_agree_with_wallet_statistics_history_and_audit(app, anna):
    gold, hands = 10_000, []
    for number in range(25):
        hand = await deal(anna, stake=10 * (1 + number % 3))
        while hand["status"] == "open":
            assert hand["round_id"] is None
            assert hand["win_amount"] is None
            assert hand["dealer"]["cards"][1:] == [None]
            assert hand["balance_after"] == gold - hand["bet_amount"]
            wish = ("split", "double", "insurance", "hit", "stand")
            hand = await act(anna, hand, next(one for one in wish if one in hand["actions"]))
        assert set(hand) >= COMMON
        assert None not in hand["dealer"]["cards"]
        assert hand["net"] == hand["win_amount"] - hand["bet_amount"]
        gold += hand["net"]
        assert hand["balance_after"] == gold
        hands.append(hand)
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == gold
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["blackjack"]
    assert (stats["plays"], stats["net"]) == (25, gold - 10_000)
    assert stats["total_bet"] == sum(hand["bet_amount"] for hand in hands)
    rounds = (await anna.call("GET", "/api/games/rounds", params={"game_type": "blackjack"}))["items"]
    assert [one["round_id"] for one in rounds] == [hand["round_id"] for hand in reversed(hands)]
    whole = await anna.call("GET", f"/api/games/rounds/{hands[-1]['round_id']}")
    assert {name: hands[-1][name] for name in whole["outcome"]} == whole["outcome"]
    assert (await run_audit(app.state.database)).clean


async def test_a_hand_is_found_again_as_it_was_left(anna, fresh_database_url):
    assert await anna.call("GET", CURRENT) is None
    await rig(fresh_database_url, anna, lambda hand: not hand.settled and hand.hands[0].status == "playing", ["hit"])
    opened = await deal(anna)
    assert await anna.call("GET", CURRENT) == opened
    hit = await act(anna, opened, "hit")
    assert await anna.call("GET", CURRENT) == hit
    assert hit["step"] == opened["step"] + 1
    await finish(anna, hit)
    assert await anna.call("GET", CURRENT) is None


async def test_one_open_hand_a_player_and_the_seed_stays_until_it_is_over(anna, bora, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled)
    hand = await deal(anna)
    refused = await deal(anna, status=409)
    assert refused["error"]["code"] == "hand_open"
    assert refused["error"]["details"] == {"hand_id": hand["hand_id"]}
    assert (await anna.call("POST", "/api/fairness/rotate", 409, json={}))["error"]["code"] == "hand_open"
    assert (await anna.spin()).status_code == 200  # other games go on, on the same seed
    assert (await bora.call("POST", "/api/fairness/rotate", json={}))["revealed_server_seed"]
    settled = await finish(anna, hand)
    assert settled["fairness"] == hand["fairness"]
    await anna.call("POST", "/api/fairness/rotate", json={})
    await finish(anna, await deal(anna))


async def test_a_hand_belongs_to_its_player_and_ends_once(anna, bora, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled)
    hand = await deal(anna)
    assert (await act(bora, hand, "stand", 404))["error"]["code"] == "hand_not_found"
    await act(bora, {"hand_id": "not-a-hand"}, "stand", 422)
    await act(bora, {"hand_id": hand["hand_id"][:-4] + "0000"}, "stand", 404)
    await finish(anna, hand)
    assert (await act(anna, hand, "stand", 409))["error"]["code"] == "hand_settled"
    assert (await act(bora, hand, "stand", 404))["error"]["code"] == "hand_not_found"


async def test_a_key_acts_once_and_answers_the_same(anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled, ["hit"])
    first, again = (
        await deal(anna, key="deal-1"),
        await anna.send("POST", DEAL, json={"bet_amount": 100}, headers={"Idempotency-Key": "deal-1"}),
    )
    assert again.json() == first
    assert again.headers["idempotent-replayed"] == "true"
    hit = await act(anna, first, "hit", key="hit-1")
    assert await act(anna, first, "hit", key="hit-1") == hit
    assert (await act(anna, first, "stand", 422, key="hit-1"))["error"]["code"] == "idempotency_key_reuse"
    settled = await act(anna, first, "stand", key="stand-1")
    assert settled["status"] == "settled"
    assert await act(anna, first, "stand", key="stand-1") == settled
    assert await deal(anna, key="deal-1") == first  # long over, and still the answer that was given


async def test_a_step_that_is_past_is_refused(anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled, ["hit"])
    hand = await deal(anna)
    hit = await act(anna, hand, "hit", step=hand["step"])
    refused = await act(anna, hand, "hit", 409, step=hand["step"])
    assert (refused["error"]["code"], refused["error"]["details"]) == ("hand_moved", {"step": hit["step"]})
    assert await anna.call("GET", CURRENT) == hit


async def test_actions_the_hand_does_not_have_and_bodies_we_do_not_know(anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled and "split" not in hand.actions)
    hand = await deal(anna)
    refused = await act(anna, hand, "split", 409)
    assert refused["error"]["code"] == "action_not_allowed"
    assert refused["error"]["details"] == {"actions": hand["actions"]}
    await act(anna, hand, "surrender", 422)
    await act(anna, hand, "hit", 422, cards=["As"])
    await act(anna, hand, "hit", 422, step=True)
    for stake in (0, -10, 15, 5_010, 2**53, True, "100", 10.5):
        assert (await deal(anna, stake, 422))["error"]["code"] in {
            "stake_out_of_range",
            "amount_out_of_range",
            "validation_error",
        }
    assert await anna.call("GET", CURRENT) == hand


async def test_double_takes_a_second_stake_and_pays_it_back_twice(app, anna, fresh_database_url):
    wanted = await rig(fresh_database_url, anna, lambda hand: hand.payout == 400, ["double"])
    settled = await act(anna, await deal(anna), "double")
    assert (settled["bet_amount"], settled["win_amount"], settled["net"]) == (200, 400, 200)
    assert settled["hands"][0]["status"] == "doubled"
    assert len(settled["dealer"]["cards"]) == len(wanted.dealer)
    kinds = (await anna.call("GET", "/api/wallet/history"))["items"]
    assert [(row["kind"], row["amount"]) for row in kinds[:3]] == [
        ("game_win", 400),
        ("game_stake", -100),
        ("game_stake", -100),
    ]
    assert (await run_audit(app.state.database)).clean


async def test_a_split_plays_its_hands_in_turn(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled and hand.active == 1, ["split", "stand"])
    hand = await act(anna, await deal(anna), "split")
    assert (hand["bet_amount"], hand["balance_after"], len(hand["hands"])) == (200, 9_800, 2)
    assert [one["status"] for one in hand["hands"]] == ["playing", "waiting"]
    hand = await act(anna, hand, "stand")
    assert hand["active_hand"] == 1
    settled = await finish(anna, hand)
    assert settled["win_amount"] == sum(one["win_amount"] for one in settled["hands"])
    assert (await run_audit(app.state.database)).clean


async def test_insurance_pays_two_to_one_on_a_dealers_blackjack(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: hand.settled and hand.payout == 150, ["insurance"])
    hand = await deal(anna)
    assert hand["insurance_offered"]
    settled = await act(anna, hand, "insurance")
    assert settled["insurance"] == {"bet_amount": 50, "win_amount": 150}
    assert (settled["net"], settled["dealer"]["blackjack"]) == (0, True)
    await rig(fresh_database_url, anna, lambda hand: not hand.settled, ["insurance"])
    hand = await act(anna, await deal(anna), "insurance")
    assert hand["insurance"] == {"bet_amount": 50, "win_amount": 0}
    assert hand["dealer"]["cards"][1] is None
    await finish(anna, hand)
    assert (await run_audit(app.state.database)).clean


@pytest.mark.parametrize("dealer_has_it", [True, False])
async def test_a_stake_that_cannot_be_paid_tells_nothing_of_the_hole_card(anna, fresh_database_url, dealer_has_it):
    def poor_under_an_ace(hand):
        return hand.insurance_offered and "double" in hand.actions and _natural(hand.dealer) is dealer_has_it

    await rig(fresh_database_url, anna, poor_under_an_ace)
    hand = await deal(anna)
    await _leave_gold(anna, 40)
    before = await anna.call("GET", CURRENT)
    for action in ("double", "insurance"):
        assert (await act(anna, hand, action, 402))["error"]["code"] == "insufficient_funds"
    assert await anna.call("GET", CURRENT) == before
    assert before["actions"] == hand["actions"]
    await finish(anna, hand)


def _natural(cards) -> bool:
    from casino_club.domains.blackjack.cards import is_natural

    return is_natural(cards)


async def _leave_gold(person, least):
    while (gold := (await person.call("GET", "/api/users/me"))["gold_balance"]) > least:
        await person.spin(stake=min(10_000, max(10, (gold - least + 9) // 10 * 10)))


async def test_every_hand_can_be_verified_after_rotation(anna):
    hands = []
    for number in range(12):
        hand = await deal(anna)
        while hand["status"] == "open":
            hand = await act(anna, hand, hand["actions"][number % len(hand["actions"])])
        hands.append(hand)
    revealed = (await anna.call("POST", "/api/fairness/rotate", json={}))["revealed_server_seed"]
    for hand in hands:
        proof = await anna.call("GET", f"/api/fairness/rounds/{hand['round_id']}")
        assert proof["server_seed"] == revealed
        assert proof["params"] == {"bet_amount": 100, "actions": hand["taken"]}
        names = ("server_seed", "client_seed", "nonce", "game", "config_version", "params", "game_variant")
        again = await anna.call("POST", "/api/fairness/verify", json={name: proof[name] for name in names})
        for name in ("win_amount", "dealer", "hands", "insurance", "taken"):
            assert again["outcome"][name] == hand[name] == proof["outcome"][name]
    facts = {name: proof[name] for name in names}
    for params in (
        {"bet_amount": 100},
        {"bet_amount": 100, "actions": ["fold"]},
        {"bet_amount": 100, "actions": [], "hole": 1},
        {"bet_amount": 100, "actions": ["stand"] * 30},
        {"bet_amount": 15, "actions": []},
    ):
        await anna.call("POST", "/api/fairness/verify", 422, json={**facts, "params": params})


async def test_a_hand_left_for_a_day_is_stood_once(app, anna, bora, fresh_database_url):
    for person in (anna, bora):
        await rig(fresh_database_url, person, lambda hand: not hand.settled and not hand.insurance_offered)
    left, mine = await deal(anna), await deal(bora)
    await finish(bora, mine)
    database, games = app.state.database, app.state.games
    early = FrozenClock(datetime.now(UTC) + timedelta(hours=23))
    late = FrozenClock(datetime.now(UTC) + timedelta(hours=25))
    assert await stand_abandoned(database, games, early) == 0
    assert (await anna.call("GET", CURRENT))["hand_id"] == left["hand_id"]
    assert await stand_abandoned(database, games, late) == 1
    assert await stand_abandoned(database, games, late) == 0
    assert await anna.call("GET", CURRENT) is None
    assert (await act(anna, left, "stand", 409))["error"]["code"] == "hand_settled"
    (line,) = (await anna.call("GET", "/api/games/rounds"))["items"]
    outcome = (await anna.call("GET", f"/api/games/rounds/{line['round_id']}"))["outcome"]
    assert outcome["taken"] == ["stand"]
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000 + line["net"]
    assert (await run_audit(database)).clean


async def test_the_table_shows_its_stakes_its_exact_return_and_its_strategy(anna, app_client):
    table = (await app_client.get("/api/games/blackjack/table")).json()
    (sheet,) = (await app_client.get("/api/games/blackjack/odds")).json()["items"]
    listed = {game["game"]: game for game in (await app_client.get("/api/games")).json()["items"]}["blackjack"]
    assert table["rtp"] == sheet["rtp"] == listed["rtp"] == pytest.approx(0.99593534, abs=1e-8)
    assert sheet["house_edge"] == pytest.approx(1 - sheet["rtp"], abs=1e-9)
    assert (table["decks"], table["hands_max"]) == (6, 4)
    assert table["strategy"] == sheet["strategy"]
    assert table["stakes"]["step"] % 2 == 0
    assert (await anna.call("POST", DEAL, 401, json={"bet_amount": 10}, headers={"Authorization": "x"}))["error"]
