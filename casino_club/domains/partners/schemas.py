"""The partner link over HTTP: for players and for partners."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import Path
from pydantic import BeforeValidator, Field

from casino_club.domains.partners.contracts import Credit, CreditOrder, Link, LinkCode, LinkOffer
from casino_club.domains.partners.rules import CODE_ALPHABET, CODE_CHARS, read_code
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX, Currency

# Characters that no URL escapes: what is signed and what arrives are the same bytes.
EXTERNAL_ID: Final = r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$"
PARTNER_ID: Final = r"^[a-z0-9][a-z0-9-]{1,31}$"
_NO_NUL: Final = r"^[^\x00]*$"

ExternalId = Annotated[str, Field(pattern=EXTERNAL_ID)]
Reference = Annotated[str, Field(pattern=EXTERNAL_ID)]
PartnerId = Annotated[str, Field(pattern=PARTNER_ID)]
ExternalPath = Annotated[str, Path(pattern=EXTERNAL_ID)]
PartnerPath = Annotated[str, Path(pattern=PARTNER_ID)]


def _typed(value: Any) -> Any:
    return (read_code(value) or value) if isinstance(value, str) else value


TypedCode = Annotated[str, Field(pattern=f"^[{CODE_ALPHABET}]{{{CODE_CHARS}}}$"), BeforeValidator(_typed)]
"""Case, blanks and dashes do not matter."""


class CodeIn(In):
    """The code a partner has shown to the player."""

    code: TypedCode


class LinkOfferOut(Out):
    """Whom a code would link to whom."""

    partner: str
    partner_name: str
    external_id: str
    expires_at: UtcTime

    @classmethod
    def of(cls, offer: LinkOffer) -> "LinkOfferOut":
        """An offer in the words of the API."""
        return cls(
            partner=offer.partner_id,
            partner_name=offer.partner_name,
            external_id=offer.external_id,
            expires_at=offer.expires_at,
        )


class LinkOut(Out):
    """A link the player has agreed to."""

    partner: str
    partner_name: str
    external_id: str
    linked_at: UtcTime

    @classmethod
    def of(cls, link: Link) -> "LinkOut":
        """A link in the words of the API."""
        return cls(
            partner=link.partner_id,
            partner_name=link.partner_name,
            external_id=link.external_id,
            linked_at=link.linked_at,
        )


class LinksOut(Out):
    items: list[LinkOut]

    @classmethod
    def all_of(cls, links: Sequence[Link]) -> "LinksOut":
        """A player's links."""
        return cls(items=[LinkOut.of(one) for one in links])


class LinkStartIn(In):
    """Which of the partner's people is to be linked."""

    external_id: ExternalId


class LinkCodeOut(Out):
    """To be shown to the person whose account it is, and to nobody else."""

    code: str
    expires_at: UtcTime

    @classmethod
    def of(cls, made: LinkCode) -> "LinkCodeOut":
        """A code in the words of the API."""
        return cls(code=made.code, expires_at=made.expires_at)


class BalanceOut(Out):
    gold: Amount
    gem: Amount
    as_of: UtcTime

    @classmethod
    def of(cls, balances: dict[Currency, int], as_of: datetime) -> "BalanceOut":
        """Balances as they stood then."""
        return cls(gold=balances["gold"], gem=balances["gem"], as_of=as_of)


class CreditIn(In):
    """`reference` is the partner's own name for the credit, once for each."""

    external_id: ExternalId
    amount: Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
    currency: Literal["gold"]
    reference: Reference
    memo: Annotated[str, Field(max_length=140, pattern=_NO_NUL)] | None = None

    def order(self) -> CreditOrder:
        """The domain's own shape."""
        return CreditOrder(self.external_id, self.amount, self.reference, self.memo)


class CreditOut(Out):
    """`applied` is false when the key had been used before: the answer tells the first result."""

    applied: bool
    credit_id: str
    balance_after: Amount


class CreditLineOut(Out):
    """A line of the statement."""

    credit_id: str
    external_id: str
    amount: Amount
    currency: Literal["gold"]
    reference: str
    memo: str | None
    balance_after: Amount
    created_at: UtcTime

    @classmethod
    def of(cls, one: Credit) -> "CreditLineOut":
        """A credit without what is not the partner's to know."""
        return cls(
            credit_id=str(one.id),
            external_id=one.external_id,
            amount=one.amount,
            currency="gold",
            reference=one.reference,
            memo=one.memo,
            balance_after=one.balance_after,
            created_at=one.created_at,
        )
