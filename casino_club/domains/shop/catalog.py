"""The products the club comes with. What an operator changed stays: rows are written where there is none."""

from typing import Final

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop.contracts import Product


def _gold(code: str, ko: str, en: str, *, gems: int, gold: int, rank: int) -> Product:
    return Product(
        code=code,
        name={"ko": ko, "en": en},
        description={"ko": f"젬 {gems}개로 골드 {gold:,}을 받아요.", "en": f"{gold:,} gold for {gems} gems."},
        currency="gem",
        price=gems,
        bundle=Bundle(gold=gold),
        rank=rank,
    )


def _gems(code: str, ko: str, en: str, *, won: int, gems: int, rank: int) -> Product:
    return Product(
        code=code,
        name={"ko": ko, "en": en},
        description={"ko": f"젬 {gems:,}개를 받아요.", "en": f"{gems:,} gems."},
        currency="KRW",
        price=won,
        bundle=Bundle(gem=gems),
        rank=rank,
    )


SHIPPED: Final[tuple[Product, ...]] = (
    _gold("gold-pouch", "골드 주머니", "Pouch of gold", gems=10, gold=5_000, rank=10),
    _gold("gold-chest", "골드 상자", "Chest of gold", gems=50, gold=28_000, rank=20),
    _gold("gold-vault", "골드 금고", "Vault of gold", gems=200, gold=120_000, rank=30),
    _gems("gem-handful", "젬 한 줌", "Handful of gems", won=1_200, gems=20, rank=40),
    _gems("gem-bag", "젬 주머니", "Bag of gems", won=5_900, gems=110, rank=50),
    _gems("gem-case", "젬 보관함", "Case of gems", won=29_000, gems=600, rank=60),
)
