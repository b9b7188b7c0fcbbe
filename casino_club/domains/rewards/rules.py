"""Formulas of economy.md: experience, levels and what they bring."""

from typing import Final

from casino_club.domains.rewards.contracts import Bundle

EXPERIENCE_STAKE_GOLD: Final = 100
"""One point of experience for so much gold staked, at least one a round."""
VIP_EXPERIENCE_TIMES: Final = 2

WELCOME_BUNDLE: Final = Bundle(gold=10_000)
"""Gold a new player starts with, from the mint."""

GRANT_MAX: Final = Bundle(gold=1_000_000, gem=10_000, exp=100_000, vip_points=10_000, protections=3, pass_levels=10)
"""The most an operator gives in one call. Items are counted like levels."""


def experience_of_round(stake_gold: int, *, is_vip: bool) -> int:
    """Experience from one settled round."""
    return max(1, stake_gold // EXPERIENCE_STAKE_GOLD) * (VIP_EXPERIENCE_TIMES if is_vip else 1)


def level_up_bundle(level: int) -> Bundle:
    """What reaching `level` brings: `200 + 50 * level` gold."""
    return Bundle(gold=200 + 50 * level)


def exceeds(bundle: Bundle, most: Bundle) -> bool:
    """True when any part of the bundle is more than `most` holds."""
    amounts = ("gold", "gem", "exp", "vip_points", "protections", "pass_levels")
    return any(getattr(bundle, name) > getattr(most, name) for name in amounts) or any(
        amount > most.pass_levels for amount in bundle.items.values()
    )
