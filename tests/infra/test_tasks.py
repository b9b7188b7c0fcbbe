"""Ending tasks: one lost cancellation must not hang a shutdown, as it did to the server with a single `cancel`."""

import asyncio

from structlog.testing import capture_logs

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
    await tasks.Background().end()


async def test_an_errand_is_run_by_one_task_and_again_when_there_is_more():
    background, waiting, done, runs = tasks.Background(), [1], [], []

    async def work() -> None:
        runs.append(len(done))
        while waiting:
            await asyncio.sleep(0)
            done.append(waiting.pop(0))

    begin = background.errand(work, name="work")
    begin()
    waiting.append(2)
    begin()
    await background.idle()
    assert (done, runs) == ([1, 2], [0])
    waiting.append(3)
    begin()
    await background.idle()
    assert (done, runs) == ([1, 2, 3], [0, 2])


async def test_what_fails_in_the_background_is_told_and_does_not_hinder_the_next():
    background = tasks.Background()

    async def broken() -> None:
        raise ValueError

    begin = background.errand(broken, name="broken")
    for _ in range(2):
        with capture_logs() as told:
            begin()
            await background.idle()
        assert [(one["event"], one["task"]) for one in told] == [("background_task_failed", "broken")]


async def test_the_end_leaves_nothing_at_work():
    background = tasks.Background()
    left = [background.start(asyncio.sleep(3600)) for _ in range(3)]
    await background.end()
    assert all(task.cancelled() for task in left)
