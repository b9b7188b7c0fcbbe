"""Shapes every API body shares: strict input, `Z` times, bounded money, cursor pages, the error envelope."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Final, Generic, TypeVar
from uuid import UUID

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from casino_club.infra.http.errors import FieldError
from casino_club.kernel.clock import iso_z
from casino_club.kernel.money import AMOUNT_MAX

ItemT = TypeVar("ItemT")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999


class In(BaseModel):
    """A request body: exact types, and no field we did not name."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Out(BaseModel):
    """A response body."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


def _time_text(value: Any) -> Any:
    if not isinstance(value, str) or value.isdigit():
        raise PydanticCustomError("datetime_type", "an ISO-8601 time with its offset")
    return value


def _time_in_range(value: datetime) -> datetime:
    # At the calendar's ends the offset alone leads out of it: the database could not keep such a time.
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise PydanticCustomError("time_out_of_range", "between the years 1900 and 2999")
    return value


Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_time_text), AfterValidator(_time_in_range)]
"""A time in a request: ISO-8601 with its offset; a number is not read as one."""
UtcTime = Annotated[datetime, PlainSerializer(iso_z, return_type=str, when_used="json")]
Amount = Annotated[int, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]


class Page(Out, Generic[ItemT]):
    """One page; `next_cursor` is null on the last."""

    items: list[ItemT]
    next_cursor: str | None = None


class ErrorInfo(Out):
    code: str
    message: str
    details: Any = None
    request_id: str


class ErrorOut(Out):
    """Every non-2xx JSON body."""

    detail: str | dict[str, Any]
    error: ErrorInfo


def _plain_digits(value: Any) -> Any:
    # The stock parser also reads `+1`, ` 1` and `1_0`: one row must have one address.
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and str(int(value[:20])) == value):
        raise PydanticCustomError("int_parsing", "plain digits")
    return value


RowId = Annotated[int, Path(ge=1, le=AMOUNT_MAX), BeforeValidator(_plain_digits)]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=256)]


def encode_cursor(value: str) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """What `encode_cursor` was given; a cursor we never made is a 422."""
    if cursor is None:
        return None
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


def decode_id_cursor(cursor: str | None) -> UUID | None:
    """The row's id that a page ended with; anything else is a 422."""
    value = decode_cursor(cursor)
    try:
        return None if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for the refusals a route can give."""
    return {status: {"model": ErrorOut} for status in statuses}
