"""Background tasks: who owns them, and ending them for good."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

Work = Coroutine[Any, Any, None]

AGAIN_S: Final = 1.0


class Background:
    """Tasks that nobody waits for. Their owner ends them before it closes what they work with: a client that is used
    after its end opens a connection that nothing closes.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Work, *, name: str | None = None) -> asyncio.Task[None]:
        """Begin; what it raises is logged."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    def errand(self, work: Callable[[], Work], *, name: str) -> Callable[[], None]:
        """A function that begins `work`, unless it is still at it: `work` looks for more before it returns."""
        running: asyncio.Task[None] | None = None

        def run() -> None:
            nonlocal running
            if running is None or running.done():
                running = self.start(work(), name=name)

        return run

    async def idle(self) -> None:
        """Return when everything has ended by itself."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def end(self) -> None:
        """End everything."""
        await end_all(self._tasks)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background_task_failed", task=task.get_name(), exc_info=error)


async def end_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel the tasks and return when every one has ended.

    A cancellation can be lost inside a client library (redis-py's timeouts swallow one that meets an answer), and a
    single `cancel` would then wait for ever: it is asked again until the task is done.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=AGAIN_S)
