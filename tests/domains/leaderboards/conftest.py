"""A database whose rounds may lie on any day, written as they would have been settled."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import psycopg
import pytest

from casino_club.domains.leaderboards.rules import MOMENT_EPOCH_MS
from casino_club.infra.db.engine import Database
from casino_club.infra.tasks import Background
from tests.domains.leaderboards.support import TODAY, Played

_INSERT = """
INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, stake, payout, balance_after, seed_id,
    nonce, multiplier_x100, win_streak, outcome)
VALUES (%s, %s, %s, 'main', 1, %s, %s, %s, %s, 0, 1, 1, %s, 0, '{}')
"""


def round_id(day: date, moment: int, salt: int) -> UUID:
    """A UUIDv7 on `day`; `moment` counts steps of PostgreSQL's finest bits from 06:00 on."""
    millis = int(datetime.combine(day, time(6), UTC).timestamp() * 1000) + moment // 4096
    return UUID(int=millis << 80 | 0x7 << 76 | moment % 4096 << 64 | 0b10 << 62 | salt)


@dataclass
class Shelf:
    """The rounds of a database of one's own."""

    database: Database
    url: str
    background: Background = field(default_factory=Background)

    def clear(self) -> None:
        self._run("TRUNCATE rounds, leaderboard_days, leaderboard_winners, leaderboard_seasons")
        self._run("UPDATE leaderboard_closed SET through = %s", TODAY - timedelta(days=200))

    def add(self, rounds: Iterable[Played], first: int = 0) -> list[Played]:
        """Store rounds, numbered from `first`; answers them with the moments their ids stand for."""
        stored = []
        with psycopg.connect(self.url, autocommit=True) as connection:
            for salt, one in enumerate(rounds, first):
                gold = one.stake > 0
                name = round_id(one.day, one.moment, salt)
                moment = ((name.int >> 80) - MOMENT_EPOCH_MS) * 4096 + one.moment % 4096
                stored.append(
                    Played(one.user_id, one.game, one.day, one.stake, one.payout, one.multiplier_x100, moment)
                )
                connection.execute(
                    _INSERT,
                    (
                        name,
                        one.user_id,
                        one.game,
                        "gold" if gold else "gem",
                        name,
                        one.stake or 5,
                        one.payout if gold else 5 * one.multiplier_x100 // 100,
                        one.multiplier_x100,
                    ),
                )
        return stored

    def rows(self, statement: str, *facts: object) -> list[tuple]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement, facts).fetchall()

    def _run(self, statement: str, *facts: object) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement, facts or None)


@pytest.fixture
async def shelf(fresh_database: Database, fresh_database_url: str) -> AsyncIterator[Shelf]:
    found = Shelf(fresh_database, fresh_database_url)
    # Tests play on days for which the product made no partition.
    found._run("CREATE TABLE rounds_any PARTITION OF rounds DEFAULT")
    found._run("GRANT SELECT ON rounds_any TO casino_app")
    found.clear()
    yield found
    await found.background.end()
