"""JSON as a money route must read it: one meaning for one text.

The standard parser keeps the last of two equal keys, reads `NaN`, and lets lone surrogates and NUL through to
places that cannot store them. Here all of these are refused, and so is nesting past any use.
"""

import json
from typing import Any, Final, NoReturn

DEPTH_MAX: Final = 32
DIGITS_MAX: Final = 400


class MalformedJsonError(ValueError):
    """The text is not JSON we accept; `reason` is a stable word for the answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedJsonError("duplicate_key")
    return found


def _refuse_constant(_: str) -> NoReturn:
    raise MalformedJsonError("not_a_number")


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise MalformedJsonError("number_out_of_range")
    return value


def _integer(text: str) -> int:
    if len(text) > DIGITS_MAX:
        raise MalformedJsonError("number_out_of_range")
    return int(text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_integer
)


def _storable(text: str) -> bool:
    if text.isascii():
        return "\x00" not in text
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _check(value: Any, depth: int) -> None:
    if depth > DEPTH_MAX:
        raise MalformedJsonError("too_deep")
    if isinstance(value, str):
        if not _storable(value):
            raise MalformedJsonError("invalid_text")
    elif isinstance(value, dict):
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            _check(key, depth + 1)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            _check(item, depth + 1)


def loads(body: bytes) -> Any:
    """Parse `body` (UTF-8). Raises `MalformedJsonError`; never anything else."""
    try:
        value = _decoder.decode(body.decode("utf-8"))
    except MalformedJsonError:
        raise
    except UnicodeDecodeError as error:
        raise MalformedJsonError("invalid_utf8") from error
    except RecursionError as error:
        raise MalformedJsonError("too_deep") from error
    except ValueError as error:
        raise MalformedJsonError("invalid_json") from error
    _check(value, 0)
    return value
