"""A worker killed with an e-mail in its hands: the centre shows one entry, one letter goes, and one more only inside
the told window, under the same Message-ID.

Seen failing with the lease's expiry left out (no letter), with a lease that does not keep others away (two letters at
once), and with a Message-ID of its own for each try.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from casino_club.domains.notifications import public
from casino_club.domains.notifications.courier import LEASE, Courier
from casino_club.domains.notifications.mail import SmtpMailer
from casino_club.domains.notifications.rules import BATCH
from casino_club.kernel.clock import FrozenClock
from tests.domains.notifications.support import MailServer

pytestmark = pytest.mark.faults

_WORKER = """
import asyncio, sys
from datetime import datetime
from casino_club.domains.notifications.courier import Courier
from casino_club.domains.notifications.mail import SmtpMailer
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock

url, smtp, now = sys.argv[1:]
clock = FrozenClock(datetime.fromisoformat(now))
courier = Courier(Database(url), clock, mailer=SmtpMailer(smtp), sender="C <no-reply@club.test>",
    base_url="https://club.test", public_only=False)
asyncio.run(courier.run())
"""
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
async def waiting(fresh_database):
    """A letter that is due at `NOW + BATCH`."""
    async with fresh_database.transaction() as session:
        await public.ensure_keys(session)
        user_id = (
            await session.execute(
                text(
                    "INSERT INTO users (site_id, site_id_key, nickname, nickname_key, email, email_key, locale, role,"
                    " created_at) VALUES ('a', 'a', 'a', 'a', 'a@mail.test', 'a@mail.test', 'en', 'player', now())"
                    " RETURNING id"
                )
            )
        ).scalar_one()
        facts = {"user_id": user_id, "template": "rewards.season_prize", "dedupe_key": "season:1", "now": NOW}
        assert await public.notify(session, variables={"rank": 1, "gold": 50_000}, **facts)
    return user_id


async def _killed_worker(url: str, smtp: str, reached: asyncio.Event) -> None:
    """Starts a worker and kills it, without a warning, once it has reached the server."""
    arguments = ("-c", _WORKER, url, smtp, (NOW + BATCH).isoformat())
    worker = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    await reached.wait()
    worker.send_signal(signal.SIGKILL)
    await worker.wait()


def _courier(database, smtp: str, now: datetime) -> Courier:
    return Courier(
        database,
        FrozenClock(now),
        mailer=SmtpMailer(smtp),
        sender="C <no-reply@club.test>",
        base_url="https://club.test",
        public_only=False,
    )


async def _states(database) -> list[str]:
    async with database.read() as session:
        return list((await session.execute(text("SELECT status FROM notification_deliveries"))).scalars())


async def test_killed_between_the_claim_and_the_send(fresh_database, fresh_database_url, waiting):
    connected, left = asyncio.Event(), asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await reader.read()
        writer.close()
        left.set()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    await _killed_worker(fresh_database_url, f"smtp://127.0.0.1:{port}?starttls=never", connected)
    await left.wait()
    silent.close()
    assert await _states(fresh_database) == ["sending"]
    async with MailServer() as mail:
        assert await _courier(fresh_database, mail.url, NOW + BATCH).deliver() == 0
        later = NOW + BATCH + LEASE
        couriers = [_courier(fresh_database, mail.url, later) for _ in range(3)]
        assert sum(await asyncio.gather(*(courier.deliver() for courier in couriers))) == 1
        assert await couriers[0].deliver() == 0
        assert mail.subjects == ["You finished the season at rank 1"]
    assert await _states(fresh_database) == ["sent"]
    async with fresh_database.read() as session:
        assert await public.unread_of(session, user_id=waiting) == 1


async def test_killed_between_the_acceptance_and_the_commit(fresh_database, fresh_database_url, waiting):
    async with MailServer() as mail:
        mail.gate.clear()
        await _killed_worker(fresh_database_url, mail.url, mail.accepted)  # before the server has answered
        mail.gate.set()
        assert await _states(fresh_database) == ["sending"]
        courier = _courier(fresh_database, mail.url, NOW + BATCH + LEASE)
        await courier.deliver()
        assert await courier.deliver() == 0
        assert len(mail.mails) == 2
        assert len({letter["Message-ID"] for letter in mail.mails}) == 1
    assert await _states(fresh_database) == ["sent"]
