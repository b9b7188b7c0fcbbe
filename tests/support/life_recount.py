"""What a life must have come to, counted again from rounds, grants, visits, gifts and friendships.

Nothing of the product's code is used: the figures and formulas are stated here once more.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import psycopg

NOT_CLAIMED: Final = {"welcome", "level_up", "compensation", "season_prize", "campaign", "purchase", "partner"}
PEAKS: Final = {"best_win", "best_multiplier_x100", "best_streak", "level", "streak"}
SETS: Final = {"games", "collected"}
Facts = dict[str, Any]
Problems = Iterator[str]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def sunday_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)


def streak_gold(streak: int) -> int:
    return math.floor(1000 + 800 * (1 - math.exp(-streak / 6)) + 0.5)


def streak_exp(streak: int) -> int:
    return math.floor(50 + 40 * (1 - math.exp(-streak / 8)) + 0.5)


def level_after(experience: int) -> tuple[int, int]:
    """Level and experience within it, from all experience ever gained."""
    level = 1
    while experience >= 1000 + (level - 1) * 100:
        experience -= 1000 + (level - 1) * 100
        level += 1
    return level, experience


@dataclass(frozen=True)
class Window:
    scope: str
    user_id: int | None
    since: datetime
    until: datetime


@dataclass
class Books:
    """The rows that are the truth, as they stand in the database."""

    rounds: list[dict[str, Any]]
    grants: list[dict[str, Any]]
    visits: list[dict[str, Any]]
    gifts: list[dict[str, Any]]
    friends: list[dict[str, Any]]
    windows: list[Window]
    experience: dict[tuple[int, date], int] = field(default_factory=lambda: defaultdict[tuple[int, date], int](int))

    def __post_init__(self) -> None:
        for one in self.rounds:
            staked = one["stake"] if one["currency"] == "gold" else 0
            self.experience[one["user_id"], one["at"].date()] += max(1, staked // 100)
        for one in self.grants:
            self.experience[one["user_id"], one["at"].date()] += one["bundle"].get("exp", 0)

    @property
    def user_ids(self) -> set[int]:
        return {one["user_id"] for one in self.grants}

    def granted(self, user_id: int, prefix: str) -> dict[str, dict[str, Any]]:
        """A player's grants whose key begins so."""
        return {one["key"]: one for one in self.grants if one["user_id"] == user_id and one["key"].startswith(prefix)}


def read_books(url: str) -> Books:
    """Read everything in one snapshot."""
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:

        def rows(statement: str) -> list[dict[str, Any]]:
            return connection.execute(statement).fetchall()

        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return Books(
            rounds=rows(
                "SELECT id, user_id, game, currency, stake, payout, multiplier_x100, win_streak,"
                " uuid_extract_timestamp(id) AS at FROM rounds"
            ),
            grants=rows("SELECT id, user_id, key, reason, bundle, created_at AS at FROM reward_grants"),
            visits=rows(
                "SELECT user_id, day, streak_count, kind, noted_at AS at FROM streak_days"
                " WHERE action_type = 'DAILY_LOGIN'"
            ),
            gifts=rows("SELECT id, user_id, amount, occurred_at AS at FROM stage_gifts"),
            friends=rows("SELECT user_id, accepted_at AS at FROM friend_firsts"),
            windows=[Window(**row) for row in rows("SELECT scope, user_id, since, until FROM tally_scopes")],
        )


def _facts(books: Books) -> Iterator[tuple[int, datetime, Facts]]:
    for one in books.rounds:
        gold = one["currency"] == "gold"
        stake, payout = (one["stake"], one["payout"]) if gold else (0, 0)
        yield (
            one["user_id"],
            one["at"],
            {
                "plays": 1,
                "wins": int(payout > stake),
                "bet": stake,
                "win": payout,
                "best_win": payout if payout > stake else 0,
                "best_multiplier_x100": one["multiplier_x100"],
                "best_streak": one["win_streak"],
                "games": {one["game"]},
            },
        )
    for one in books.grants:
        bundle, reason = one["bundle"], one["reason"]
        level = int(one["key"].split(":")[1]) if reason == "level_up" else 0
        yield (
            one["user_id"],
            one["at"],
            {
                "pass_levels": bundle.get("pass_levels", 0),
                "claims": int(reason not in NOT_CLAIMED),
                "missions": int(reason == "mission"),
                "level": level,
            },
        )
    for one in books.visits:
        if one["kind"] == "attended":
            yield one["user_id"], one["at"], {"days": 1, "streak": one["streak_count"]}
    for one in books.gifts:
        yield one["user_id"], one["at"], {"gifts": 1, "gifted": one["amount"]}
    for one in books.friends:
        yield one["user_id"], one["at"], {"friends": 1}
    for (user_id, day), amount in books.experience.items():
        yield user_id, midnight(day), {"exp": amount}


def _merge(into: Facts, facts: Facts) -> None:
    for name, value in facts.items():
        if name in PEAKS:
            into[name] = max(into.get(name, 0), value)
        elif name in SETS:
            into[name] = into.get(name, set()) | value
        else:
            into[name] = into.get(name, 0) + value


def tallies_of(books: Books) -> dict[tuple[int, str], Facts]:
    """Every row of every scope."""
    found: dict[tuple[int, str], Facts] = defaultdict(dict)
    for user_id, at, facts in _facts(books):
        day = at.astimezone(UTC).date()
        scopes = {"all", f"day:{day}", f"week:{sunday_of(day)}"} | {
            one.scope for one in books.windows if one.user_id in (None, user_id) and one.since <= at < one.until
        }
        for scope in scopes:
            inside = {name: value for name, value in facts.items() if name != "exp" or not scope.startswith("event:")}
            _merge(found[user_id, scope], inside)
    return {key: kept for key, facts in found.items() if (kept := {n: v for n, v in facts.items() if v})}


def stored_tallies(url: str, *, versions: bool = False) -> dict[tuple[int, str], Facts]:
    """The product's own tallies, without zeros."""
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:
        rows = connection.execute("SELECT * FROM tallies").fetchall()
    found: dict[tuple[int, str], Facts] = {}
    for row in rows:
        key = row.pop("user_id"), row.pop("scope")
        version = row.pop("version")
        facts = {name: set(value) if name in SETS else value for name, value in row.items() if value}
        if facts:
            found[key] = facts | ({"version": version} if versions else {})
    return found


def pass_points(tally: Facts, points_per_level: int) -> int:
    return tally.get("exp", 0) + 100 * tally.get("missions", 0) + tally.get("pass_levels", 0) * points_per_level


EVALUATORS: Final = {
    "cumulative_bet": lambda tally: tally.get("bet", 0),
    "total_win": lambda tally: tally.get("win", 0),
    "best_win": lambda tally: tally.get("best_win", 0),
    "best_multiplier": lambda tally: tally.get("best_multiplier_x100", 0) // 100,
    "win_streak": lambda tally: tally.get("best_streak", 0),
    "plays": lambda tally: tally.get("plays", 0),
    "wins": lambda tally: tally.get("wins", 0),
    "distinct_games": lambda tally: len(tally.get("games", ())),
    "level": lambda tally: max(1, tally.get("level", 0)),
    "experience": lambda tally: tally.get("exp", 0),
    "attendance": lambda tally: tally.get("days", 0),
    "streak_length": lambda tally: tally.get("streak", 0),
    "claims": lambda tally: tally.get("claims", 0),
    "missions": lambda tally: tally.get("missions", 0),
    "gifts": lambda tally: tally.get("gifts", 0),
    "gifted": lambda tally: tally.get("gifted", 0),
    "collection": lambda tally: len(tally.get("collected", ())),
    "friends": lambda tally: tally.get("friends", 0),
    "model_index_points": lambda tally: tally.get("plays", 0) + tally.get("gifted", 0) // 100,
}
"""Each goal's number, out of a tally counted here."""
