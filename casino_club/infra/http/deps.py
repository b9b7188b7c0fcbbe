"""What endpoints ask for: sessions, the clock, the language, the caller's address.

Every dependency is a coroutine, even one without an await: FastAPI sends a plain function to a thread and back, which
costs a request more than the dependency itself.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.engine import Database, ReadSession
from casino_club.infra.http.errors import language_of
from casino_club.infra.redis import Redis
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock


async def get_database(request: Request) -> Database:
    return request.app.state.database


async def get_app_settings(request: Request) -> Settings:
    return request.app.state.settings


async def get_redis(request: Request) -> Redis:
    return request.app.state.redis


async def get_clock(request: Request) -> Clock:
    return request.app.state.clock


async def get_language(request: Request) -> str:
    return language_of(request.headers.get("accept-language"))


async def get_client_ip(request: Request) -> str:
    """The peer's address; a proxy's forwarded address only where uvicorn was told to trust that proxy."""
    return request.client.host if request.client else "unknown"


async def _write_session(database: Annotated[Database, Depends(get_database)]) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as session:
        yield session


async def _read_session(database: Annotated[Database, Depends(get_database)]) -> AsyncIterator[ReadSession]:
    async with database.read() as session:
        yield session


# scope="function": the commit happens before the answer leaves, so a failed commit is a 5xx and never a 200.
WriteDb = Annotated[AsyncSession, Depends(_write_session, scope="function")]
ReadDb = Annotated[ReadSession, Depends(_read_session, scope="function")]
AppDatabase = Annotated[Database, Depends(get_database)]
AppSettings = Annotated[Settings, Depends(get_app_settings)]
AppRedis = Annotated[Redis, Depends(get_redis)]
AppClock = Annotated[Clock, Depends(get_clock)]
Language = Annotated[str, Depends(get_language)]
ClientIp = Annotated[str, Depends(get_client_ip)]
