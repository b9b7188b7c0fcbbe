"""Odds cannot depend on who plays: by what rules may import, by what they are given, and by two players on one seed.

The rules of every registered game are walked with all they import. A rule that could reach a player, a wallet, a
segment, the clock or a database is a failure, whatever it does with it.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, get_type_hints

import psycopg
import pytest
from fastapi import FastAPI

from casino_club.domains.games.contracts import Game, Playable
from casino_club.domains.games.lane import BetLane
from casino_club.entrypoints.games import PLUGINS
from casino_club.kernel.rng import Draw
from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up

ROOT: Final = Path(__file__).resolve().parents[2]
GAMES: Final = [plugin.game.code for plugin in PLUGINS]
ALLOWED_DOMAIN_MODULES: Final = {
    "casino_club.domains.games.contracts",
    "casino_club.domains.games.errors",
    "casino_club.domains.fairness.contracts",
}
ALLOWED_OUTSIDE: Final = {
    *(
        "collections",
        "dataclasses",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "hmac",
        "itertools",
        "json",
        "math",
        "operator",
    ),
    *(
        "pathlib",
        "types",
        "typing",
        "uuid",
        "datetime",
        "bisect",
        "numpy",
        "pydantic",
        "orjson",
        "__future__",
        "struct",
    ),
}
"""`datetime` for types and durations; reading a clock is caught as a call."""
CLOCK_CALLS: Final = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
PLAYER_WORDS: Final = {
    *("user", "user_id", "player", "player_id", "owner", "balance", "balances", "wallet", "gold_balance", "tier"),
    *("vip", "vip_tier", "segment", "segments", "role", "level", "experience", "spent", "risk", "streak", "history"),
}


def rule_modules(code: str) -> list[str]:
    """The rules of a game and everything of the house they import, by module name."""
    seen: list[str] = []
    waiting = [f"casino_club.domains.{code}.rules"]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.append(module)
        waiting += [name for name in imported(source_of(module)) if name.startswith("casino_club") and is_module(name)]
    return seen


def path_of(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def is_module(name: str) -> bool:
    return path_of(name).exists()


def source_of(module: str) -> str:
    return path_of(module).read_text(encoding="utf-8")


def imported(source: str) -> Iterator[str]:
    """Names of imported modules; `from a import b` names both `a` and `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def violations(module: str, source: str, code: str) -> Iterator[str]:
    """What a rule's source must not contain."""
    own = f"casino_club.domains.{code}"
    for name in imported(source):
        inside = name.startswith((own + ".", "casino_club.kernel")) or name in ALLOWED_DOMAIN_MODULES | {own}
        of_allowed = any(name.startswith(allowed + ".") for allowed in ALLOWED_DOMAIN_MODULES)
        if name.startswith("casino_club"):
            if not inside and not of_allowed and is_or_holds_module(name):
                yield f"{module} imports {name}"
        elif name.partition(".")[0] not in ALLOWED_OUTSIDE:
            yield f"{module} imports {name}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            takes_draw = any(
                one.arg == "draw" or "Draw" in ast.unparse(one.annotation or one_nothing) for one in arguments
            )
            for one in arguments:
                if takes_draw and one.arg in PLAYER_WORDS:
                    yield f"{module}: a function of a draw takes {one.arg}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            yield f"{module} reads a clock"


one_nothing: Final = ast.Constant(value=None)


def is_or_holds_module(name: str) -> bool:
    """`a.b.C` is a name in module `a.b`: judged there, so only modules themselves count."""
    return is_module(name) or path_of(name).with_suffix("").is_dir()


@pytest.mark.parametrize("code", GAMES)
def test_rules_reach_nothing_of_a_player(code: str) -> None:
    modules = rule_modules(code)
    assert modules[0] == f"casino_club.domains.{code}.rules"
    found = [line for module in modules for line in violations(module, source_of(module), code)]
    assert not found


PLANTED = [
    "from casino_club.domains.wallet import public",
    "from casino_club.domains.users.contracts import Tier",
    "import casino_club.domains.games.service",
    "from casino_club.domains.games import public",
    "from casino_club.infra import redis",
    "import random",
    "import secrets",
    "import time",
    "import os",
    "def play(table, stake, draw, balance): ...",
    "def play(table, stake, draw, *, vip_tier): ...",
    "def play(table, dice: Draw, user_id): ...",
    "def play(table, stake, draw):\n    return datetime.now()",
]


@pytest.mark.parametrize("source", PLANTED)
def test_a_rule_that_could_know_is_found(source: str) -> None:
    assert list(violations("planted", source, "slot"))


def test_what_rules_need_is_allowed() -> None:
    fine = (
        "import math\nfrom casino_club.kernel.rng import Draw\nfrom casino_club.domains.slot.contracts import Machine\n"
        "from casino_club.domains.games.contracts import Limits\ndef play(machine, stake, draw): ...\n"
        "def rank(level): ...\n"
    )
    assert not list(violations("fine", fine, "slot"))


def test_the_contract_gives_a_table_a_stake_and_a_draw_only() -> None:
    hints = get_type_hints(Playable.draw)
    assert list(inspect.signature(Playable.draw).parameters) == ["self", "stake", "draw"]
    assert (hints["stake"], hints["draw"]) == (int, Draw)
    assert list(inspect.signature(Game.recompute).parameters) == ["self", "table", "params", "draw"]
    assert list(inspect.signature(Draw.__init__).parameters) == ["self", "server_seed", "client_seed", "nonce"]
    assert set(Draw.__slots__) == {"_at", "_cursor", "_prefix", "_server_seed", "_words"}


def playables() -> Iterator[type]:
    """Every class of a registered game that can be drawn by the lane."""
    for code in GAMES:
        folder = ROOT / "casino_club" / "domains" / code
        for path in sorted(folder.glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in tree.body:
                if isinstance(node, ast.ClassDef) and any(
                    isinstance(one, ast.FunctionDef) and one.name == "draw" for one in node.body
                ):
                    module = __import__(f"casino_club.domains.{code}.{path.stem}", fromlist=[node.name])
                    yield getattr(module, node.name)


def held_by(kind: type) -> set[str]:
    """The fields of a table, and those of the house's dataclasses inside it."""
    found: set[str] = set()
    waiting, seen = [kind], set[type]()
    while waiting:
        one = waiting.pop()
        if one in seen or not hasattr(one, "__dataclass_fields__"):
            continue
        seen.add(one)
        for name, hint in get_type_hints(one).items():
            found.add(name)
            waiting += [part for part in (hint, *getattr(hint, "__args__", ())) if isinstance(part, type)]
    return found


def test_whatever_the_lane_draws_holds_no_player() -> None:
    kinds = list(playables())
    assert {kind.__module__.split(".")[2] for kind in kinds} >= {"slot", "rps"}
    for kind in kinds:
        assert list(inspect.signature(kind.draw).parameters) == ["self", "stake", "draw"], kind
        assert not held_by(kind) & PLAYER_WORDS, kind


def test_the_lane_gives_a_draw_nothing_but_seeds() -> None:
    """The one place where the lane draws: stake, and a Draw of the three documented values."""
    calls = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source_of("casino_club.domains.games.lane")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "draw"
    ]
    assert calls == ["bet.table.draw(bet.stake, Draw(seed.server_seed, seed.client_seed, seed.nonce))"]


SEED: Final = b"one seed for both".ljust(32)


def one_seed(url: str, user_ids: list[int]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE fairness_seeds SET server_seed = %s, client_seed = 'both', nonce = 0"
            " WHERE user_id = ANY (%s) AND state = 'active'",
            (SEED, user_ids),
        )


def make_different(url: str, rich: int) -> None:
    """One of them is VIP, old, has spent and owns a fortune, and has a history of wins."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE users SET vip_tier = 'VIP', level = 80, experience = 1000000, vip_points = 100000,"
            " total_spent = 5000000, created_at = now() - interval '3 years' WHERE id = %s",
            (rich,),
        )
        connection.execute(
            "UPDATE accounts SET balance = balance + 500000000 WHERE owner_id = %s AND currency = 'gold'", (rich,)
        )
        connection.execute(
            "INSERT INTO game_stats (user_id, game, day, plays, wins, total_bet, total_win, current_streak)"
            " SELECT %s, game, CURRENT_DATE - 1, 1000, 900, 100000, 900000, 40"
            " FROM unnest(ARRAY['slot', 'rps', 'gacha', 'blackjack', 'videopoker']) AS game",
            (rich,),
        )


async def log_in_again(person: Person) -> None:
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    person.token = (await person.http.post("/api/auth/login", json=body)).json()["access_token"]


async def spins(person: Person) -> list[Any]:
    return [
        (answer["window"], answer["win_amount"])
        for answer in [(await person.spin("horangi", 100)).json() for _ in range(25)]
    ]


async def throws(person: Person) -> list[Any]:
    body = {"bet_amount": 100, "choice": "rock"}
    found = [await person.call("POST", "/api/games/rps/play", json=body) for _ in range(15)]
    return [(one["house_choice"], one["win_amount"]) for one in found]


async def hands(person: Person) -> list[Any]:
    found: list[Any] = []
    for _ in range(8):
        dealt = await person.call("POST", "/api/games/videopoker/deal", 201, json={"bet_amount": 100})
        done = await person.call("POST", f"/api/games/videopoker/{dealt['hand_id']}/draw", json={"hold": [0, 1]})
        found.append((dealt["cards"], done["win_amount"], done.get("cards")))
    return found


async def stands(person: Person) -> list[Any]:
    found: list[Any] = []
    for _ in range(8):
        hand = await person.call("POST", "/api/games/blackjack/deal", json={"bet_amount": 100})
        if hand["status"] == "open":
            path = f"/api/games/blackjack/{hand['hand_id']}/action"
            hand = await person.call("POST", path, json={"action": "stand"})
        found.append((hand["dealer"]["cards"], [one["cards"] for one in hand["hands"]]))
    return found


async def capsules(person: Person) -> list[Any]:
    body = {"banner_id": "lantern-street", "count": 10}
    pulled = await person.call("POST", "/api/gacha/spin", json=body)
    return [item["item_id"] for item in pulled["items"]]


PLAYS: dict[str, Callable[[Person], Any]] = {
    "slot": spins,
    "rps": throws,
    "videopoker": hands,
    "blackjack": stands,
    "gacha": capsules,
}


async def two_players(app: FastAPI, http: Any, url: str) -> tuple[Person, Person]:
    """A poor newcomer and a rich VIP with staff rights, both on the same seeds and at nonce 0."""
    poor, rich = await sign_up(http), await sign_up(http)
    make_different(url, rich.user["id"])
    await grant_role(app, rich.user["id"], "admin")
    await log_in_again(rich)
    one_seed(url, [poor.user["id"], rich.user["id"]])
    return poor, rich


@pytest.mark.parametrize("game", PLAYS)
async def test_two_players_on_one_seed_see_the_same(game: str, app: FastAPI, app_client, settings) -> None:
    poor, rich = await two_players(app, app_client, settings.database_url)
    first, second = await PLAYS[game](poor), await PLAYS[game](rich)
    assert first == second
    assert len({str(one) for one in first}) > 1, "and not because every outcome is the same"


async def test_a_lane_that_favours_a_player_is_found(app: FastAPI, app_client, settings, monkeypatch) -> None:
    poor, rich = await two_players(app, app_client, settings.database_url)
    honest = BetLane._draw

    def favour(self: BetLane, waiting: Any) -> None:
        honest(self, waiting)
        seed = waiting.seed
        if seed is not None and waiting.bet.user_id == rich.user["id"]:
            draw = Draw(seed.server_seed, f"{seed.client_seed}!", seed.nonce)
            waiting.drawn = waiting.bet.table.draw(waiting.bet.stake, draw)

    monkeypatch.setattr(BetLane, "_draw", favour)
    assert await spins(poor) != await spins(rich)
