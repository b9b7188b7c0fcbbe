"""A segment as a condition on `users u`: text of ours alone, every value bound.

What a player does not have (no round, no log-in) is older than anything.
"""

from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple, cast

from casino_club.domains.campaigns.contracts import AllOf, AnyOf, Condition, FieldKind, Not, Segment
from casino_club.domains.campaigns.rules import FIELDS


class Sql(NamedTuple):
    """A condition and its parameters."""

    text: str
    params: dict[str, Any]


def _played(column: str, days: int) -> str:
    return (
        f"(SELECT coalesce(sum(s.{column}), 0) FROM game_stats s"  # noqa: S608 - constants only
        f" WHERE s.user_id = u.id AND s.day > CAST(:today AS date) - {days})"
    )


EXPRESSIONS: Final[dict[str, str]] = {
    "tier": "u.vip_tier",
    "level": "u.level",
    "locale": "u.locale",
    "created_at": "u.created_at",
    "last_login_at": "coalesce(u.last_login_at, '-infinity')",
    "vip_points": "u.vip_points",
    "battlepass_level": "u.battlepass_level",
    "total_spent": "u.total_spent",
    "has_email": "(u.email IS NOT NULL)",
    "has_played": "EXISTS (SELECT FROM game_stats s WHERE s.user_id = u.id)",
    "last_played_day": "coalesce((SELECT max(s.day) FROM game_stats s WHERE s.user_id = u.id), '-infinity')",
    "plays_7d": _played("plays", 7),
    "plays_30d": _played("plays", 30),
    "bet_7d": _played("total_bet", 7),
    "bet_30d": _played("total_bet", 30),
    # A streak stands while its last day is today or yesterday.
    "streak": (
        "coalesce((SELECT t.streak_count FROM streaks t WHERE t.user_id = u.id AND t.action_type = 'DAILY_LOGIN'"
        " AND t.last_day >= CAST(:today AS date) - 1), 0)"
    ),
}
_TYPES: Final[dict[FieldKind, str]] = {
    "number": "bigint",
    "choice": "text",
    "moment": "timestamptz",
    "day": "date",
    "flag": "boolean",
}
_COMPARISONS: Final = {
    "eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "before": "<", "from": ">=", "is": "=",
}  # fmt: skip


def compile_segment(segment: Segment, *, now: datetime) -> Sql:
    """The condition at a moment: relative days are counted from it, and `:today` is its UTC day."""
    params: dict[str, Any] = {"today": now.date()}

    def bind(value: Any, type_: str) -> str:
        name = f"v{len(params)}"
        params[name] = value
        return f"CAST(:{name} AS {type_})"

    def condition(asked: Condition) -> str:
        kind = FIELDS[asked.field].kind
        left, type_, value = EXPRESSIONS[asked.field], _TYPES[kind], asked.value
        match asked.operator:
            case "between":
                low, high = cast("tuple[int, int]", value)
                return f"{left} BETWEEN {bind(low, type_)} AND {bind(high, type_)}"
            case "in":
                return f"{left} = ANY ({bind(_listed(value), f'{type_}[]')})"
            case "not_in":
                return f"{left} <> ALL ({bind(_listed(value), f'{type_}[]')})"
            case "within_days" | "older_than_days":
                edge = _days_ago(value, now, kind)
                return f"{left} {'>=' if asked.operator == 'within_days' else '<'} {bind(edge, type_)}"
            case _:
                return f"{left} {_COMPARISONS[asked.operator]} {bind(value, type_)}"

    def node(segment: Segment) -> str:
        match segment:
            case Condition():
                return f"({condition(segment)})"
            case Not(part):
                return f"(NOT {node(part)})"
            case AllOf(parts):
                return "(" + (" AND ".join(map(node, parts)) or "true") + ")"
            case AnyOf(parts):
                return "(" + " OR ".join(map(node, parts)) + ")"

    return Sql(node(segment), params)


def _listed(value: Any) -> list[Any]:
    return list(value)


def _days_ago(days: Any, now: datetime, kind: FieldKind) -> Any:
    edge = now - timedelta(days=days)
    return edge.date() if kind == "day" else datetime.combine(edge.date(), time(), edge.tzinfo)
