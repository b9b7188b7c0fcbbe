"""What must hold of messages: what was sent was its own player's, and each message goes once a channel."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "deliveries_carry_own_messages": """
        SELECT 'delivery ' || d.id AS what, count(*) OVER () AS total FROM notification_deliveries d
        WHERE d.status = 'sent' AND NOT EXISTS (
            SELECT FROM notification_delivery_items i JOIN notifications n ON n.id = i.notification_id
            WHERE i.delivery_id = d.id AND n.user_id = d.user_id AND n.kind = d.kind)""",
    "one_delivery_a_message_and_channel": """
        SELECT 'message ' || i.notification_id AS what, count(*) OVER () AS total
        FROM notification_delivery_items i JOIN notification_deliveries d ON d.id = i.delivery_id
        GROUP BY i.notification_id, d.channel HAVING count(*) > 1""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return await run_checks(session, _CHECKS)
