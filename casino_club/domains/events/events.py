"""What live events tell the rest of the club."""

from typing import Final

PUBLISHED: Final = "events.published.v1"
"""An event can be seen from now on: `{event_id, title, title_en, starts_at, ends_at}`. About no player."""

PAID_AFTER_END: Final = "events.paid_after_end.v1"
"""A player's unclaimed reward was paid when the event was over: `{event_id, title, title_en, reward_items}`."""
