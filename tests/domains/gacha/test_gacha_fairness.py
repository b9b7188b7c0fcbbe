"""From seeds to capsules: golden rounds, and verification that redoes a round whole."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from casino_club.domains.gacha.catalog import config_hash, shipped_banners
from casino_club.domains.gacha.contracts import Counters
from casino_club.domains.gacha.game import GachaGame, drawn
from casino_club.domains.gacha.rules import play
from casino_club.domains.games.contracts import Round
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw
from tests.golden.write import FOLDER, compact
from tests.golden.write_gacha import gacha_vectors, round_facts

ROUNDS = json.loads((FOLDER / "gacha.json").read_text())["rounds"]
GAME = GachaGame()
MOON = shipped_banners()["moonrise"]
GOOD = {
    "banner_id": "moonrise",
    "count": 1,
    "pity": {"since_ssr": 5, "since_sr": 5, "featured_next": False},
    "owned": ["moon"],
}


@pytest.mark.parametrize("vector", ROUNDS, ids=lambda one: f"{one['banner_id']}-{one['nonce']}")
def test_golden_rounds(vector):
    banner = shipped_banners()[vector["banner_id"]]
    assert config_hash(banner) == vector["config_hash"]
    inputs = {name: vector[name] for name in ("server_seed", "client_seed", "nonce")}
    draw = Draw(bytes.fromhex(vector["server_seed"]), vector["client_seed"], vector["nonce"])
    outcome = play(banner, vector["count"], Counters(**vector["before"]), vector["owned"], draw)
    assert json.loads(json.dumps(round_facts(banner, inputs, vector["count"], outcome))) == vector


def test_golden_rounds_are_what_their_writer_writes_and_cover_the_law():
    assert (FOLDER / "gacha.json").read_text() == compact(gacha_vectors())
    for name, banner in shipped_banners().items():
        rounds = [one for one in ROUNDS if one["banner_id"] == name]
        items = {item_id for one in rounds for item_id in one["items"]}
        assert {item.tier for item in banner.items if item.id in items} == {"N", "R", "SR", "SSR"}
        assert {one["count"] for one in rounds} == {1, 10}
        assert any(one["before"]["featured_next"] for one in rounds)


def test_a_round_is_redone_from_its_own_proof():
    draw = Draw(bytes(32), "p", 3)
    outcome = play(MOON, 10, Counters(61, 4, featured_next=True), ["crane", "paper", "star"], draw)
    kept = json.loads(drawn(MOON, outcome).stored)
    played = Round(
        id=UUID(int=1),
        user_id=1,
        game="gacha",
        variant="moonrise",
        config_id=1,
        currency="gold",
        bet_id=UUID(int=1),
        shared_round=None,
        stake=3000,
        payout=outcome.payout,
        balance_after=0,
        seed_id=1,
        nonce=3,
        multiplier_x100=0,
        win_streak=0,
        outcome=kept,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    again = GAME.recompute(MOON, GAME.proof_params(MOON, played), Draw(bytes(32), "p", 3))
    assert again == {"win_amount": outcome.payout, **GAME.present(MOON, played)}
    assert len(again["items"]) == 10
    assert [one["converted_to"] is None for one in again["items"]] == [one["is_new"] for one in again["items"]]


@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"count": 2}, "body.params.count"),
        ({"count": True}, "body.params.count"),
        ({"owned": ["nobody"]}, "body.params.owned"),
        ({"owned": "moon"}, "body.params.owned"),
        ({"pity": {"since_ssr": -1, "since_sr": 0, "featured_next": False}}, "body.params.pity.since_ssr"),
        ({"pity": {"since_ssr": 0, "since_sr": 10**9, "featured_next": False}}, "body.params.pity.since_sr"),
        ({"pity": {"since_ssr": 0, "since_sr": 0, "featured_next": 1}}, "body.params.pity.featured_next"),
        ({"luck": 7}, "body.params.luck"),
        ({"banner_id": "lantern-street"}, "body.params.banner_id"),
    ],
)
def test_params_that_no_round_has_are_refused(changes, loc):
    with pytest.raises(FieldError) as refused:
        GAME.recompute(MOON, GOOD | changes, Draw(bytes(32), "p", 0))
    assert loc in str(vars(refused.value))


def test_facts_are_the_banners_own():
    for banner in shipped_banners().values():
        facts = GAME.facts(banner)
        assert (facts.limits.min, facts.limits.max) == (banner.cost, banner.cost * 10)
        assert facts.rtp == facts.sheet["rtp"] < 1
