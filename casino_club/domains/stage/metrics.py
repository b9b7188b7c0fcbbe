"""What an operator watches of the stage."""

from typing import Final

from prometheus_client import Counter

GIFTS: Final = Counter("casino_club_stage_gifts_total", "Gifts sent")
GOLD: Final = Counter("casino_club_stage_gifted_gold_total", "Gold given to the stage")
UNSAID: Final = Counter("casino_club_stage_updates_lost_total", "Stage updates nobody heard because Valkey was away")
