"""Packages and codes in the back office."""

from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field, model_validator

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.rewards.schemas import BundleIn, BundleOut
from casino_club.domains.shop.contracts import Limited, PriceCurrency, Product, Promo, PromoKind
from casino_club.domains.shop.schemas import Price, PriceOut, ProductCode, PromoCode, Text, Words
from casino_club.infra.http.schemas import Amount, In, Moment, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

Stock = Annotated[int, Field(ge=0, le=10_000_000)]
Count = Annotated[int, Field(ge=1, le=10_000_000)]


class PriceIn(In):
    currency: PriceCurrency
    amount: Price


class PackageIn(In):
    """A new limited package. Without `package_id` it gets one; `name_en` defaults to `name`."""

    package_id: ProductCode | None = None
    name: Words
    name_en: Words | None = None
    description: Text = ""
    description_en: Text | None = None
    price: PriceIn
    grants: BundleIn
    stock: Stock
    per_user_limit: Annotated[int, Field(ge=1, le=99)]
    starts_at: Moment
    ends_at: Moment
    promo_allowed: bool = True
    rank: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] = 0

    @model_validator(mode="after")
    def _window(self) -> "PackageIn":
        if not self.starts_at < self.ends_at:
            raise ValueError("ends_before_start")
        return self

    def product(self) -> Product:
        """The domain's own shape."""
        return Product(
            code=self.package_id or f"package-{uuid4().hex[:12]}",
            name={"ko": self.name, "en": self.name_en or self.name},
            description={"ko": self.description, "en": self.description_en or self.description},
            currency=self.price.currency,
            price=self.price.amount,
            bundle=self.grants.bundle(),
            rank=self.rank,
            promo_allowed=self.promo_allowed,
            limited=Limited(self.starts_at, self.ends_at, self.stock, self.per_user_limit),
        )


class PackageAdminOut(Out):
    """A package as operators see it. `taken`: paid, or about to be."""

    package_id: str
    name: str
    name_en: str
    price: PriceOut
    grants: BundleOut
    stock: int
    taken: int
    per_user_limit: int
    starts_at: UtcTime
    ends_at: UtcTime
    promo_allowed: bool
    disabled_at: UtcTime | None
    active: bool

    @classmethod
    def of(cls, one: Product) -> "PackageAdminOut":
        """A package in the words of the API."""
        limited = one.limited
        assert limited is not None  # noqa: S101 - asked of packages only
        return cls(
            package_id=one.code,
            name=one.name["ko"],
            name_en=one.name["en"],
            price=PriceOut(currency=one.currency, amount=one.price),
            grants=BundleOut.of(one.bundle),
            stock=limited.stock,
            taken=limited.taken,
            per_user_limit=limited.user_limit,
            starts_at=limited.starts_at,
            ends_at=limited.ends_at,
            promo_allowed=one.promo_allowed,
            disabled_at=limited.disabled_at,
            active=one.active,
        )


class PackagesAdminOut(Out):
    items: list[PackageAdminOut]


class DisableIn(In):
    """False puts the package back on sale."""

    disabled: bool = True


class StockIn(In):
    stock: Stock


class PromoEditIn(In):
    """What a code does from now on. `value` is the percentage of `percent`, the amount of `fixed` in `currency`."""

    kind: PromoKind
    value: Annotated[int, Field(ge=0, le=AMOUNT_MAX)] = 0
    currency: PriceCurrency | None = None
    bonus: BundleIn | None = None
    products: Annotated[list[ProductCode], Field(min_length=1, max_length=100)] | None = None
    amount_min: Annotated[int, Field(ge=0, le=AMOUNT_MAX)] = 0
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    total_limit: Count | None = None
    per_user_limit: Count | None = 1
    stacks: bool = False
    active: bool = True

    @model_validator(mode="after")
    def _makes_sense(self) -> "PromoEditIn":
        most_percent = 100
        fits = {
            "percent": 1 <= self.value <= most_percent and self.bonus is None,
            "fixed": self.value >= 1 and self.currency is not None and self.bonus is None,
            "bonus": self.value == 0 and self.bonus is not None,
        }
        if not fits[self.kind]:
            raise ValueError("value_of_another_kind")
        if self.starts_at is not None and self.ends_at is not None and self.starts_at >= self.ends_at:
            raise ValueError("ends_before_start")
        return self

    def changes(self) -> dict[str, Any]:
        """What a code becomes by it."""
        return {
            "kind": self.kind,
            "value": self.value,
            "currency": self.currency,
            "bonus": Bundle() if self.bonus is None else self.bonus.bundle(),
            "products": None if self.products is None else frozenset(self.products),
            "amount_min": self.amount_min,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "total_limit": self.total_limit,
            "user_limit": self.per_user_limit,
            "stacks": self.stacks,
            "active": self.active,
        }


class PromoIn(PromoEditIn):
    """A new code."""

    code: PromoCode

    def promo(self) -> Promo:
        """The domain's own shape."""
        return Promo(code=self.code, **self.changes())


class PromoOut(Out):
    """A code with how often it was used in purchases that stand."""

    code: str
    kind: PromoKind
    value: Amount
    currency: PriceCurrency | None
    bonus: BundleOut
    products: list[str] | None
    amount_min: Amount
    starts_at: UtcTime | None
    ends_at: UtcTime | None
    total_limit: int | None
    per_user_limit: int | None
    stacks: bool
    active: bool
    used: int

    @classmethod
    def of(cls, one: Promo) -> "PromoOut":
        """A code in the words of the API."""
        return cls(
            code=one.code,
            kind=one.kind,
            value=one.value,
            currency=one.currency,
            bonus=BundleOut.of(one.bonus),
            products=None if one.products is None else sorted(one.products),
            amount_min=one.amount_min,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            total_limit=one.total_limit,
            per_user_limit=one.user_limit,
            stacks=one.stacks,
            active=one.active,
            used=one.used,
        )


class PromosOut(Out):
    items: list[PromoOut]
