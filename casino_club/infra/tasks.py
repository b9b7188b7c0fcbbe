"""Ending background tasks for good."""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

AGAIN_S: Final = 1.0


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
