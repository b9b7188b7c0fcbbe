"""Gacha: banners, pity carried per group, rate-up guarantee, inventory."""
