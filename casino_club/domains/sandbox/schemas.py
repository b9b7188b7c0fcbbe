"""The checkout page's form."""

from typing import Final
from urllib.parse import parse_qsl

from pydantic import ValidationError

from casino_club.domains.sandbox.contracts import Action, Card
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.schemas import In

FORM_BYTES_MAX: Final = 1024
FORM_TYPE: Final = "application/x-www-form-urlencoded"
_FIELDS_MAX: Final = 4


class CheckoutForm(In):
    """A pressed button, and the test card that was chosen."""

    action: Action
    card: Card = "card_a"


def read_form(body: bytes, content_type: str) -> CheckoutForm:
    """A posted form, exactly: no field twice, none we did not name. Raises `FieldError`."""
    if content_type.partition(";")[0].strip().lower() != FORM_TYPE:
        raise FieldError([("header.content-type", "form_expected")])
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_FIELDS_MAX,
        )
    except ValueError as error:
        raise FieldError([("body", "invalid_form")]) from error
    facts = dict(pairs)
    if len(facts) != len(pairs):
        raise FieldError([("body", "duplicate_field")])
    try:
        return CheckoutForm.model_validate(facts)
    except ValidationError as error:
        raise FieldError([("body", item["type"]) for item in error.errors()]) from error
