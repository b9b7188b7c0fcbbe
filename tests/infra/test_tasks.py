"""Ending tasks: one lost cancellation must not hang a shutdown, as it did to the server with a single `cancel`."""

import asyncio

from casino_club.infra import tasks


async def test_a_task_that_loses_a_cancellation_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr(tasks, "AGAIN_S", 0.05)
    lost: list[int] = []

    async def deaf_once() -> None:
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                if lost:
                    raise
                lost.append(1)

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await tasks.end_all([task])
    assert task.cancelled()
    assert lost == [1]


async def test_nothing_to_end_is_fine():
    await tasks.end_all([])
