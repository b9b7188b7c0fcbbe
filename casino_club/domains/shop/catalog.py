"""The products the club comes with. What an operator changed stays: rows are written where there is none."""

from typing import Final

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop.contracts import Product

SHIPPED: Final[tuple[Product, ...]] = (
    Product(
        code="gold-pouch",
        name={"ko": "골드 주머니", "en": "Pouch of gold"},
        description={"ko": "젬 10개로 골드 5,000을 받아요.", "en": "5,000 gold for 10 gems."},
        currency="gem",
        price=10,
        bundle=Bundle(gold=5_000),
        rank=10,
    ),
    Product(
        code="gold-chest",
        name={"ko": "골드 상자", "en": "Chest of gold"},
        description={"ko": "젬 50개로 골드 28,000을 받아요.", "en": "28,000 gold for 50 gems."},
        currency="gem",
        price=50,
        bundle=Bundle(gold=28_000),
        rank=20,
    ),
    Product(
        code="gold-vault",
        name={"ko": "골드 금고", "en": "Vault of gold"},
        description={"ko": "젬 200개로 골드 120,000을 받아요.", "en": "120,000 gold for 200 gems."},
        currency="gem",
        price=200,
        bundle=Bundle(gold=120_000),
        rank=30,
    ),
)
