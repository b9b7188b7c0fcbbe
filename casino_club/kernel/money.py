"""Money is an integer of the currency's smallest unit; nothing here or elsewhere makes it a float."""

from typing import Final, Literal

AMOUNT_MAX: Final = 2**53 - 1
"""The largest amount that enters or leaves: what a JSON number keeps exactly in every client."""

Currency = Literal["gold", "gem"]
CURRENCIES: Final[tuple[Currency, ...]] = ("gold", "gem")
Money = Literal["KRW", "USD"]
"""What is paid outside the club. Amounts are whole won, and whole cents; no player holds any."""
MONEY: Final[tuple[Money, ...]] = ("KRW", "USD")


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half-up, for non-negative operands, without a float.

    >>> half_up(5, 2), half_up(7, 3)
    (3, 2)
    """
    return (2 * numerator + denominator) // (2 * denominator)
