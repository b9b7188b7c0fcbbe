"""Segments from JSON, and texts that can be shown.

A segment is `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}` or `{"field", "op", "value"}`. Fields stand in one
registry; each kind of field has its operators, and each operator its kind of value. Nothing of a caller's text reaches
a statement: names choose from the registry, values are bound.

There is no field about losses, by design: nobody is sought out for having lost.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from casino_club.domains.campaigns.contracts import (
    AllOf,
    AnyOf,
    Condition,
    Field,
    FieldKind,
    Message,
    Not,
    Operator,
    Segment,
    Value,
)
from casino_club.kernel.money import AMOUNT_MAX

DEPTH_MAX: Final = 4
CONDITIONS_MAX: Final = 20
CHOICES_MAX: Final = 20
DAYS_MAX: Final = 3650
NICKNAME: Final = "nickname"

FIELDS: Final[Mapping[str, Field]] = {
    "tier": Field("choice", ("STANDARD", "PREMIUM", "VIP")),
    "level": Field("number"),
    "locale": Field("choice", ("ko", "en")),
    "created_at": Field("moment"),
    "last_login_at": Field("moment"),
    "vip_points": Field("number"),
    "battlepass_level": Field("number"),
    "total_spent": Field("number"),
    "has_email": Field("flag"),
    "has_played": Field("flag"),
    "last_played_day": Field("day"),
    "plays_7d": Field("number"),
    "plays_30d": Field("number"),
    "bet_7d": Field("number"),
    "bet_30d": Field("number"),
    "streak": Field("number"),
}

OPERATORS: Final[Mapping[FieldKind, tuple[Operator, ...]]] = {
    "number": ("eq", "ne", "gt", "gte", "lt", "lte", "between"),
    "choice": ("eq", "ne", "in", "not_in"),
    "moment": ("before", "from", "within_days", "older_than_days"),
    "day": ("before", "from", "within_days", "older_than_days"),
    "flag": ("is",),
}

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_NAME: Final = re.compile(r"[a-z_]{1,32}")
_CONDITION_KEYS: Final = frozenset({"field", "op", "value"})


class SegmentError(ValueError):
    """What is wrong with a segment, and where: `path` as in `all.2.value`."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def parse_segment(data: object) -> Segment:
    """A segment from its JSON form. Raises `SegmentError`."""
    left = CONDITIONS_MAX

    def node(data: object, path: tuple[str, ...], depth: int) -> Segment:
        nonlocal left
        where = ".".join(path)
        if not isinstance(data, dict) or not data:
            raise SegmentError(where, "not_an_object")
        facts = cast("dict[str, Any]", data)
        keys = frozenset(facts)
        if keys == _CONDITION_KEYS:
            left -= 1
            if left < 0:
                raise SegmentError(where, "too_many_conditions")
            return _condition(facts, where)
        if len(keys) != 1 or not keys <= {"all", "any", "not"}:
            raise SegmentError(where, "unknown_shape")
        if depth >= DEPTH_MAX:
            raise SegmentError(where, "too_deep")
        word = next(iter(keys))
        if word == "not":
            return Not(node(facts["not"], (*path, "not"), depth + 1))
        parts: Any = facts[word]
        if not isinstance(parts, list) or (word == "any" and not parts):
            raise SegmentError(where, "not_a_list")
        children = tuple(
            node(part, (*path, word, str(index)), depth + 1)
            for index, part in enumerate(cast("list[Any]", parts)[: CONDITIONS_MAX + 1])
        )
        if len(children) > CONDITIONS_MAX:
            raise SegmentError(where, "too_many_conditions")
        return AllOf(children) if word == "all" else AnyOf(children)

    return node(data, (), 0)


def _condition(facts: Mapping[str, Any], where: str) -> Condition:
    name, operator = facts["field"], facts["op"]
    at = f"{where}." if where else ""
    field = FIELDS.get(name) if isinstance(name, str) else None
    if field is None:
        raise SegmentError(f"{at}field", "unknown_field")
    known: Operator | None = next((one for one in OPERATORS[field.kind] if one == operator), None)
    if known is None:
        raise SegmentError(f"{at}op", "unknown_operator")
    value = _READERS[_value_kind(field.kind, known)](facts["value"], field)
    if value is None:
        raise SegmentError(f"{at}value", "wrong_value")
    return Condition(name, known, value)


def _value_kind(kind: FieldKind, operator: Operator) -> str:
    if operator in {"within_days", "older_than_days"}:
        return "days"
    return {"between": "range", "in": "choices", "not_in": "choices"}.get(operator, kind)


def _is_number(value: object, most: int = AMOUNT_MAX) -> bool:
    return type(value) is int and 0 <= value <= most


def _range(value: Any, _: Field) -> Value | None:
    if isinstance(value, list):
        ends = cast("list[Any]", value)
        if len(ends) == 2 and all(map(_is_number, ends)) and ends[0] <= ends[1]:  # noqa: PLR2004 - two ends
            return (ends[0], ends[1])
    return None


def _choices(value: Any, field: Field) -> Value | None:
    if isinstance(value, list):
        chosen = cast("list[Any]", value)
        if 0 < len(chosen) <= CHOICES_MAX and all(isinstance(one, str) and one in field.choices for one in chosen):
            return tuple(chosen)
    return None


def _moment(value: Any, _: Field) -> Value | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or not 2000 <= moment.year < 2200:  # noqa: PLR2004 - what the database and we can hold
        return None
    return moment.astimezone(UTC)


def _day(value: Any, _: Field) -> Value | None:
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None  # noqa: PLR2004 - as for moments


_READERS: Final[Mapping[str, Callable[[Any, Field], Value | None]]] = {
    "number": lambda value, _: value if _is_number(value) else None,
    "range": _range,
    "choice": lambda value, field: value if isinstance(value, str) and value in field.choices else None,
    "choices": _choices,
    "moment": _moment,
    "day": _day,
    "days": lambda value, _: value if _is_number(value, DAYS_MAX) else None,
    "flag": lambda value, _: value if isinstance(value, bool) else None,
}


def problems_of(message: Message) -> Sequence[tuple[str, str]]:
    """Why a message could not be sent: `(field, problem)` of every placeholder without a value and unused variable."""
    problems: list[tuple[str, str]] = []
    used: set[str] = set()
    for locale, text in message.texts.items():
        for part, words in (("title", text.title), ("body", text.body)):
            names = _PLACEHOLDER.findall(words)
            used.update(names)
            rest = _PLACEHOLDER.sub("", words)
            if "{" in rest or "}" in rest or any(one not in message.variables and one != NICKNAME for one in names):
                problems.append((f"texts.{locale}.{part}", "unknown_variable"))
    for name in message.variables:
        if not _NAME.fullmatch(name) or name == NICKNAME:
            problems.append((f"variables.{name}"[:80], "bad_name"))
        elif name not in used:
            problems.append((f"variables.{name}", "unused_variable"))
    return problems
