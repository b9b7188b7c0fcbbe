"""The door to PostgreSQL. Only this module commits.

Every connection of the product acts as the role `casino_app`, which may insert postings but never change
or delete one; migrations alone run as the owner.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, NewType, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import orjson
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from casino_club.infra.outbox.store import write_events

APP_ROLE: Final = "casino_app"
TRANSACTION_TRIES: Final = 3
_RETRYABLE_SQLSTATES: Final = {"40001", "40P01"}  # serialisation failure, deadlock
_UNAVAILABLE_CLASSES: Final = ("08", "53", "57P")  # connection, resources, operator intervention

ReadSession = NewType("ReadSession", AsyncSession)
"""A session whose transaction is READ ONLY: PostgreSQL itself refuses a write."""

RawConnection = Any
"""An `asyncpg.Connection`; the package ships no types."""

T = TypeVar("T")


def sqlalchemy_url(url: str) -> str:
    """`postgresql://…` as SQLAlchemy names it for asyncpg."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg"))


def asyncpg_url(url: str) -> str:
    """`postgresql+driver://…` as asyncpg itself reads it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql"))


def server_settings(application_name: str) -> dict[str, str]:
    """Settings of each connection: the role, and a bound on everything that can wait."""
    return {
        "application_name": application_name,
        "role": APP_ROLE,
        "timezone": "UTC",
        "lock_timeout": "5s",
        "statement_timeout": "15s",
        "idle_in_transaction_session_timeout": "15s",
        "jit": "off",
    }


def sqlstate_of(error: BaseException) -> str | None:
    """The SQLSTATE inside a driver error, wrapped by SQLAlchemy or not."""
    origin: Any = error.orig if isinstance(error, DBAPIError) else error
    for candidate in (origin, getattr(origin, "__cause__", None)):
        state = getattr(candidate, "sqlstate", None)
        if isinstance(state, str):
            return state
    return None


async def raw_connection_of(session: AsyncSession) -> RawConnection:
    """The driver's connection under a session whose transaction has begun: for statements with many arrays."""
    fairy = await (await session.connection()).get_raw_connection()
    return fairy.driver_connection


def is_retryable(error: BaseException) -> bool:
    """True for a deadlock or serialisation failure: the whole transaction may be run again."""
    return sqlstate_of(error) in _RETRYABLE_SQLSTATES


def is_unavailable(error: BaseException) -> bool:
    """True when PostgreSQL is away, full or shutting down, or no connection came free: nothing was changed, the caller
    may come back."""
    if isinstance(error, OSError | asyncpg.InterfaceError | TimeoutError | PoolTimeoutError):
        return True
    if isinstance(error, DBAPIError) and (error.connection_invalidated or isinstance(error.orig, OSError)):
        return True
    state = sqlstate_of(error)
    return state is not None and state.startswith(_UNAVAILABLE_CLASSES)


class Database:
    """One process's pools: SQLAlchemy sessions for the ordinary path, a raw connection for the batched lane."""

    def __init__(self, url: str, *, pool_size: int = 8, application_name: str = "casino-club") -> None:
        self._url = url
        self._application_name = application_name
        self.engine = create_async_engine(
            sqlalchemy_url(url),
            json_deserializer=orjson.loads,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=5,
            pool_pre_ping=False,
            pool_use_lifo=True,
            connect_args={"server_settings": server_settings(application_name), "timeout": 5},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """One transaction: committed with the events it published when the block ends, rolled back when it raises."""
        async with self._sessions() as session, session.begin():
            yield session
            await write_events(session)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[ReadSession]:
        """One READ ONLY transaction."""
        async with self._sessions() as session, session.begin():
            await session.connection(execution_options={"postgresql_readonly": True})
            yield ReadSession(session)

    async def run(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run `work` in a transaction, again from the start after a deadlock, three times at most."""
        for left in range(TRANSACTION_TRIES - 1, -1, -1):
            try:
                async with self.transaction() as session:
                    return await work(session)
            except DBAPIError as error:
                if not left or not is_retryable(error):
                    raise
        raise AssertionError("unreachable")

    async def raw_connection(self) -> RawConnection:
        """A connection outside the pools, for LISTEN, locks that live with a session, and the batched lane."""
        return await cast("Any", asyncpg).connect(
            asyncpg_url(self._url), server_settings=server_settings(self._application_name), timeout=5
        )

    async def close(self) -> None:
        """Give every pooled connection back to the server."""
        await self.engine.dispose()
