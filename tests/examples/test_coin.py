"""The example of CONTRIBUTING, played: everything a game gets by implementing the contract."""

import re
from pathlib import Path

import httpx
import pytest

from bench.rng import checks
from casino_club.domains.audit.public import run_audit
from casino_club.entrypoints.api import create_app
from casino_club.entrypoints.games import PLUGINS
from casino_club.kernel.rng import Draw
from tests.examples.coin.game import CODE, Called, CoinGame
from tests.examples.coin.plugin import FLIP_PATH, PLUGIN
from tests.examples.coin.rules import flip
from tests.support.access import grant_role
from tests.support.http import PASSWORD, sign_up

ROOT = Path(__file__).resolve().parents[2]
CONFIG = "/api/admin/games/coin/config"


@pytest.fixture
async def app(settings):
    application = create_app(settings, [*PLUGINS, PLUGIN])
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def anna(app):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        yield await sign_up(http)


def flip_coin(person, side="heads", stake=100, key=None):
    headers = {} if key is None else {"Idempotency-Key": key}
    return person.send("POST", FLIP_PATH, json={"bet_amount": stake, "side": side}, headers=headers)


async def test_it_is_played_recorded_counted_and_audited(app, anna):
    gold = 10_000
    for number in range(20):
        one = (await flip_coin(anna, ("heads", "tails")[number % 2], 50 + 50 * (number % 3))).json()
        gold += one["net"]
        assert one["win_amount"] == (one["bet_amount"] * 196 // 100 if one["side"] == one["landed"] else 0)
        assert one["balance_after"] == gold
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"][CODE]
    assert (stats["plays"], stats["net"]) == (20, gold - 10_000)
    rounds = (await anna.call("GET", "/api/games/rounds"))["items"]
    assert len([one for one in rounds if one["game_type"] == CODE]) == 20
    assert (await run_audit(app.state.database)).clean


async def test_its_odds_are_published(anna):
    (sheet,) = (await anna.call("GET", f"/api/games/{CODE}/odds"))["items"]
    assert (sheet["rtp"], sheet["config_version"]) == (0.98, 1)
    listed = next(one for one in (await anna.call("GET", "/api/games"))["items"] if one["game"] == CODE)
    assert (listed["rtp"], listed["enabled"], listed["limits"]["max"]) == (0.98, True, 10_000)


async def test_one_key_is_one_flip(anna):
    first, again = await flip_coin(anna, key="once"), await flip_coin(anna, key="once")
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"bet_amount": 60, "side": "heads"}, "stake_out_of_range"),
        ({"bet_amount": 100, "side": "edge"}, "validation_error"),
        ({"bet_amount": True, "side": "heads"}, "validation_error"),
        ({"bet_amount": 100, "side": "heads", "luck": 1}, "validation_error"),
        ([], "validation_error"),
    ],
)
async def test_bad_calls_are_refused(anna, body, code):
    answer = await anna.send("POST", FLIP_PATH, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


async def test_every_flip_verifies_after_rotation(anna):
    flips = [(await flip_coin(anna, side)).json() for side in ("heads", "tails", "tails", "heads")]
    seed = (await anna.call("POST", "/api/fairness/rotate", json={}))["revealed_server_seed"]
    for one in flips:
        proof = await anna.call("GET", f"/api/fairness/rounds/{one['round_id']}")
        assert proof["server_seed"] == seed
        body = {
            name: proof[name] for name in ("server_seed", "client_seed", "nonce", "game", "config_version", "params")
        }
        verified = await anna.call("POST", "/api/fairness/verify", json=body)
        assert verified["outcome"] == {name: one[name] for name in ("win_amount", "side", "landed")}
        assert (
            flip(Draw(bytes.fromhex(seed), one["fairness"]["client_seed"], one["fairness"]["nonce"])) == one["landed"]
        )


async def test_an_operator_changes_its_table(app, anna):
    await grant_role(app, anna.user["id"], "admin")
    body = {"site_id": anna.user["site_id"], "password": PASSWORD}
    anna.token = (await anna.http.post("/api/auth/login", json=body)).json()["access_token"]
    proposal = {"limits": {"min": 50, "max": 20_000, "step": 50}, "pays_x100": 198}
    draft = await anna.call("POST", CONFIG, 201, json={"variant": "main", "body": proposal, "note": "a better coin"})
    ready = await anna.call("POST", f"{CONFIG}/{draft['id']}/validate")
    assert ready["rtp"] == 0.99
    await anna.call("POST", f"{CONFIG}/{draft['id']}/publish", json={"reason": "spring"})
    while (one := (await flip_coin(anna)).json()).get("config_version") != 2:
        assert "error" not in one or one["error"]["code"] == "config_moved", one
    assert one["win_amount"] in {0, 198}


def test_the_coin_is_fair():
    game = CoinGame()
    table = game.parse(game.shipped()[0].body)
    drawn = [Called(table, "heads").draw(100, Draw(b"coin".ljust(32), "test", nonce)) for nonce in range(20_000)]
    heads = sum(one.payout > 0 for one in drawn)
    assert checks.share("heads", heads, len(drawn), 0.5).p > 1e-3


def test_contributing_names_every_file_of_the_example():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"tests/examples/coin/(\w+\.py)", text))
    files = {path.name for path in (ROOT / "tests/examples/coin").glob("*.py")} - {"__init__.py"}
    assert named == files
    assert sum(len((ROOT / "tests/examples/coin" / name).read_text().splitlines()) for name in files) < 200
