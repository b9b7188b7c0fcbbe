"""What the tour counts."""

from typing import Final

from prometheus_client import Counter

STEPS: Final = Counter("casino_club_onboarding_steps_total", "Steps of the tour reported", ["step"])
ENDS: Final = Counter("casino_club_onboarding_ends_total", "Tours put away, taken up again or rewarded", ["end"])
