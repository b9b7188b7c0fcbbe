"""What the stories count."""

from typing import Final

from prometheus_client import Counter

UNLOCKS: Final = Counter("casino_club_content_unlocks_total", "Stages of stories opened", ["stage", "method"])
AGE_CHECKS: Final = Counter("casino_club_content_age_checks_total", "Age checks decided", ["provider", "outcome"])
