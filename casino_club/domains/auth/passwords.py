"""Argon2id, off the event loop: a hash takes tens of milliseconds of a core and 19 MiB."""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from casino_club.domains.auth.errors import BusyError
from casino_club.domains.auth.rules import normal_password

MEMORY_KIB: Final = 19 * 1024
TIME_COST: Final = 2
PARALLEL_MAX: Final = 2
WAITING_MAX: Final = 512


ResultT = TypeVar("ResultT")


class Passwords:
    """Hashes and checks. At most `PARALLEL_MAX` at a time; past `WAITING_MAX` in line callers get a 503."""

    def __init__(self) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=1),))
        self._turn = asyncio.Semaphore(PARALLEL_MAX)
        self._waiting = 0
        self._nobodys = self._hasher.hash("nobody's password")

    async def hash(self, password: str) -> str:
        """The encoded hash to store."""
        return await self._run(self._hasher.hash, normal_password(password))

    async def verify(self, password: str, stored: str | None) -> bool:
        """True when `stored` is the hash of `password`. None (an unknown user) takes the same time and is False."""
        good = await self._run(self._hasher.verify, normal_password(password), stored or self._nobodys)
        return good and stored is not None

    async def _run(self, work: Callable[..., ResultT], *facts: str) -> ResultT:
        if self._waiting >= WAITING_MAX:
            raise BusyError(retry_after_s=1)
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work, *facts)
        finally:
            self._waiting -= 1
