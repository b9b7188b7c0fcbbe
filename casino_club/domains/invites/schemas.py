"""Bodies of the invite routes."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casino_club.domains.invites.contracts import InviteReason
from casino_club.domains.invites.rules import BATCH_MAX, CODE
from casino_club.infra.http.schemas import In, Moment, Out, UtcTime


class InviteCheckOut(Out):
    """`reason` is null when the code is valid."""

    code: str
    valid: bool
    infinite: bool
    reason: InviteReason | None


class InviteCreateIn(In):
    """One code of a given name, or `count` random ones."""

    code: Annotated[str, Field(pattern=f"^{CODE.pattern}$")] | None = None
    count: Annotated[int, Field(ge=1, le=BATCH_MAX)] | None = None
    note: Annotated[str, Field(max_length=200)] | None = None
    expires_at: Moment | None = None

    @model_validator(mode="after")
    def _one_name_is_one_code(self) -> Self:
        if self.code is not None and self.count not in {None, 1}:
            raise PydanticCustomError("one_name_one_code", "a named code is made once")
        return self


class InviteCodeOut(Out):
    id: int
    code: str
    note: str | None
    active: bool
    expires_at: UtcTime | None
    created_by: int | None
    created_at: UtcTime
    used_by: int | None
    used_at: UtcTime | None


class InviteCodesOut(Out):
    items: list[InviteCodeOut]
