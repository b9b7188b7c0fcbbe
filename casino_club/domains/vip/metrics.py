"""Figures of the tiers."""

from prometheus_client import Counter

CLAIMS = Counter("casino_club_vip_claims_total", "Daily claims, first ones and repetitions", ["result"])
TIER_CHANGES = Counter("casino_club_vip_tier_changes_total", "Changes of a tier", ["to_tier", "cause"])
REVIEWS = Counter("casino_club_vip_reviews_total", "Monthly reviews by what they found", ["verdict"])
