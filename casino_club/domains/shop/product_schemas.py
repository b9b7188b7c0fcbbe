"""Products in the back office."""

from typing import Annotated, Any

from pydantic import Field

from casino_club.domains.rewards.schemas import BundleIn, BundleOut
from casino_club.domains.shop.contracts import Discount, PriceCurrency, Product
from casino_club.domains.shop.schemas import DiscountOut, Price, ProductCode, Text, Words
from casino_club.domains.users.contracts import Tier
from casino_club.infra.http.schemas import Amount, In, Moment, Out


class DiscountIn(In):
    """Percent off; without `ends_at` until it is taken away."""

    percent: Annotated[int, Field(ge=1, le=90)]
    ends_at: Moment | None = None

    def discount(self) -> Discount:
        """The domain's own shape."""
        return Discount(self.percent, self.ends_at)


class DiscountChangeIn(In):
    """Null takes the discount away."""

    discount: DiscountIn | None


class RankIn(In):
    rank: Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


class ActiveIn(In):
    active: bool


class ProductEditIn(In):
    """A product as it shall be from now on."""

    name_ko: Words
    name_en: Words
    description_ko: Text = ""
    description_en: Text = ""
    currency: PriceCurrency
    price: Price
    grants: BundleIn
    rank: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] = 0
    tier_required: Tier | None = None
    tier_prices: dict[Tier, Price] = Field(default_factory=dict[Tier, int])
    discount: DiscountIn | None = None
    active: bool = True

    def changes(self) -> dict[str, Any]:
        """What a product becomes by it."""
        return {
            "name": {"ko": self.name_ko, "en": self.name_en},
            "description": {"ko": self.description_ko, "en": self.description_en},
            "currency": self.currency,
            "price": self.price,
            "bundle": self.grants.bundle(),
            "rank": self.rank,
            "tier_required": self.tier_required,
            "tier_prices": self.tier_prices,
            "discount": None if self.discount is None else self.discount.discount(),
            "active": self.active,
        }


class ProductIn(ProductEditIn):
    """A new product."""

    product_id: ProductCode

    def product(self) -> Product:
        """The domain's own shape."""
        return Product(code=self.product_id, **self.changes())


class ProductAdminOut(Out):
    """A product as operators see it: list price, both languages."""

    product_id: str
    name_ko: str
    name_en: str
    description_ko: str
    description_en: str
    currency: PriceCurrency
    price: Amount
    grants: BundleOut
    rank: int
    tier_required: Tier | None
    tier_prices: dict[Tier, Amount]
    discount: DiscountOut | None
    active: bool

    @classmethod
    def of(cls, one: Product) -> "ProductAdminOut":
        """A product in the words of the API."""
        return cls(
            product_id=one.code,
            name_ko=one.name["ko"],
            name_en=one.name["en"],
            description_ko=one.description["ko"],
            description_en=one.description["en"],
            currency=one.currency,
            price=one.price,
            grants=BundleOut.of(one.bundle),
            rank=one.rank,
            tier_required=one.tier_required,
            tier_prices=dict(one.tier_prices),
            discount=DiscountOut.of(one.discount),
            active=one.active,
        )


class ProductsAdminOut(Out):
    items: list[ProductAdminOut]
