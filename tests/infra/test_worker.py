"""A worker is whole or gone."""

import asyncio

import pytest

from casino_club.entrypoints import worker
from casino_club.infra.outbox.relay import Relay
from casino_club.kernel.errors import InvariantError


async def _end(_self):
    return


async def _break(_self):
    raise RuntimeError("relay broke")


async def test_a_worker_whose_relay_ends_ends_too(settings, monkeypatch):
    monkeypatch.setattr(Relay, "run", _end)
    with pytest.raises(InvariantError, match="relay"):
        await asyncio.wait_for(worker.run(settings), 20)


async def test_a_worker_whose_relay_breaks_says_why(settings, monkeypatch):
    monkeypatch.setattr(Relay, "run", _break)
    with pytest.raises(RuntimeError, match="relay broke"):
        await asyncio.wait_for(worker.run(settings), 20)
