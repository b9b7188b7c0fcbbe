"""Work on a schedule, over any number of workers: each due time runs once, and a crashed run is run again.

A job may run twice all the same (its worker died after the commit), so every effect in it is keyed or repeatable.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import procrastinate
import structlog
from procrastinate import RetryStrategy
from prometheus_client import Counter, Gauge

from casino_club.infra.db.engine import APP_ROLE, asyncpg_url

log = structlog.get_logger(__name__)

QUEUE: Final = "periodic"
ATTEMPTS_MAX: Final = 5
RETRY_WAIT_S: Final = 30
CONNECTIONS_MAX: Final = 4
HEARTBEAT_S: Final = 5.0
STALLED_S: Final = 30.0
RESTART_S: Final = 2.0
SHUTDOWN_S: Final = 8.0

RUNS = Counter("casino_club_job_runs_total", "Runs of scheduled jobs", ["job", "result"])
LAST = Gauge(
    "casino_club_job_last_success_timestamp_seconds",
    "When a job last ended well",
    ["job"],
    multiprocess_mode="mostrecent",
)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """`cron` in UTC, five fields, or six with seconds last. `run` is one transaction or several, never an open one."""

    name: str
    cron: str
    run: Callable[[], Awaitable[object]]


def make_app(database_url: str, jobs: Sequence[PeriodicJob]) -> procrastinate.App:
    """Procrastinate with every job registered; `app.open_async()` connects."""
    connector = procrastinate.PsycopgConnector(
        conninfo=asyncpg_url(database_url),
        min_size=1,
        max_size=CONNECTIONS_MAX,
        kwargs={"options": f"-c role={APP_ROLE} -c timezone=UTC -c lock_timeout=5s", "application_name": "casino-jobs"},
    )
    app = procrastinate.App(connector=connector)
    for job in jobs:
        _register(app, job)
    _register(app, PeriodicJob("jobs.retry_stalled", "* * * * *", lambda: retry_stalled(app)))
    return app


def _register(app: procrastinate.App, job: PeriodicJob) -> None:
    async def task(timestamp: int) -> None:  # noqa: ARG001 - the due time; it makes the run unique
        try:
            await job.run()
        except Exception:
            RUNS.labels(job.name, "failed").inc()
            raise
        RUNS.labels(job.name, "succeeded").inc()
        LAST.labels(job.name).set_to_current_time()

    retry = RetryStrategy(max_attempts=ATTEMPTS_MAX, linear_wait=RETRY_WAIT_S)
    registered = app.task(name=job.name, queue=QUEUE, lock=job.name, queueing_lock=job.name, retry=retry)(task)
    app.periodic(cron=job.cron)(registered)


async def retry_stalled(app: procrastinate.App) -> int:
    """Queue again the jobs whose worker has stopped to give a sign of life; answers how many."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S))
    for job in stalled:
        log.warning("job_stalled", job=job.task_name, job_id=job.id)
        await app.job_manager.retry_job(job)
    return len(stalled)


async def work(database_url: str, jobs: Sequence[PeriodicJob]) -> None:
    """Run due jobs until cancelled, through restarts of PostgreSQL."""
    while True:
        app = make_app(database_url, jobs)
        try:
            await app.open_async()
            await _run_worker(app)
        except Exception as error:
            log.warning("jobs_interrupted", exc_info=error)
        finally:
            # Also when the cancellation came while the pool was opening: its tasks would outlive the loop. Shielded,
            # because a second cancellation must not leave it half closed.
            await asyncio.shield(asyncio.ensure_future(app.close_async()))
        await asyncio.sleep(RESTART_S)


async def _run_worker(app: procrastinate.App) -> Any:
    return await app.run_worker_async(
        concurrency=2,
        delete_jobs="successful",
        install_signal_handlers=False,
        shutdown_graceful_timeout=SHUTDOWN_S,
        update_heartbeat_interval=HEARTBEAT_S,
        stalled_worker_timeout=STALLED_S,
    )
