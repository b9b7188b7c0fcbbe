"""Housekeeping, and the courier as the settings describe it."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications import repository
from casino_club.domains.notifications.courier import Courier
from casino_club.domains.notifications.mail import SmtpMailer
from casino_club.infra.db.engine import Database
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock

DELIVERIES_KEPT: Final = timedelta(days=30)
MESSAGES_KEPT: Final = timedelta(days=180)
"""Also how long a dedupe key holds."""
_CHUNK: Final = 5000


def make_courier(database: Database, clock: Clock, settings: Settings) -> Courier:
    """A courier for this installation."""
    return Courier(
        database,
        clock,
        mailer=None if settings.smtp_url is None else SmtpMailer(settings.smtp_url.get_secret_value()),
        sender=settings.mail_from,
        base_url=settings.base_url,
        public_only=settings.environment not in {"dev", "test"},
    )


async def purge(database: Database, clock: Clock) -> None:
    """Delete what is old, a chunk a transaction."""
    now = clock.now()

    async def delete(session: AsyncSession) -> int:
        return await repository.purge(
            session, deliveries_before=now - DELIVERIES_KEPT, messages_before=now - MESSAGES_KEPT, limit=_CHUNK
        )

    while await database.run(delete):
        pass
