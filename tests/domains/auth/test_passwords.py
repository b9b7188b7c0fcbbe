"""Argon2id beside the event loop, never on it."""

import asyncio
import threading

import pytest

from casino_club.domains.auth import passwords as module
from casino_club.domains.auth.errors import BusyError
from casino_club.domains.auth.passwords import Passwords


async def test_a_password_verifies_and_another_does_not() -> None:
    passwords = Passwords()
    stored = await passwords.hash("seven lucky geese")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify("seven lucky geese", stored)
    assert not await passwords.verify("seven lucky ducks", stored)


async def test_nobody_has_no_password_but_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords()
    calls: list[str] = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(
        passwords._hasher, "verify", lambda word, stored: (calls.append(stored), verify(word, stored))[1]
    )
    assert not await passwords.verify("nobody's password", None)
    assert calls == [passwords._nobodys]


async def test_the_loop_goes_on_while_hashes_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash waits for the loop to make a step: were it on the loop, neither would ever go on."""
    passwords = Passwords()
    stepped = threading.Event()

    def slow(_: str) -> str:
        assert stepped.wait(timeout=30), "the event loop stood still"
        return "hash"

    monkeypatch.setattr(passwords._hasher, "hash", slow)
    hashing = asyncio.create_task(passwords.hash("x"))
    await asyncio.sleep(0)
    stepped.set()
    assert await hashing == "hash"


async def test_only_so_many_work_and_wait_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING_MAX", 5)
    passwords = Passwords()
    gate = threading.Event()
    working: list[int] = []
    most: list[int] = []

    def work(_: str) -> str:
        working.append(1)
        most.append(len(working))
        gate.wait(timeout=30)
        working.pop()
        return "hash"

    monkeypatch.setattr(passwords._hasher, "hash", work)
    hashing = [asyncio.create_task(passwords.hash("x")) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError) as busy:
        await passwords.hash("x")
    assert busy.value.retry_after_s == 1
    gate.set()
    assert await asyncio.gather(*hashing) == ["hash"] * 5
    assert max(most) <= module.PARALLEL_MAX
