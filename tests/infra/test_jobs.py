"""Schedules: every due time once over all workers, failures again, crashed runs again; the schema as shipped.

Seen to fail once with a schedule identity per process (two workers then ran every due time twice) and with a
`retry_stalled` that finds nothing.
"""

import asyncio
from pathlib import Path

import procrastinate
import psycopg
from procrastinate.schema import SchemaManager
from sqlalchemy import text

from casino_club.domains.fraud.public import make_judge
from casino_club.domains.games.book import Games
from casino_club.domains.shop.public import make_till
from casino_club.entrypoints.games import PLUGINS
from casino_club.entrypoints.worker import scheduled_jobs
from casino_club.infra.db import migrate
from casino_club.infra.jobs import housekeeping, periodic
from casino_club.infra.jobs.periodic import PeriodicJob
from casino_club.kernel.clock import SystemClock
from tests.infra.test_outbox_relay import until

VENDORED = Path(migrate.MIGRATIONS_DIR) / "sql" / "procrastinate_3_10.sql"


async def stop(task: asyncio.Task) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_the_migration_holds_the_schema_of_the_installed_package():
    """An upgrade of the package that changes its schema needs a migration of ours: this is what says so."""
    assert VENDORED.read_text(encoding="utf-8") == SchemaManager.get_schema()


def test_the_migration_goes_down_and_up_again(fresh_database_url):
    migrate.downgrade(fresh_database_url, "0004")
    migrate.upgrade(fresh_database_url)
    assert migrate.current(fresh_database_url) == migrate.head()


async def test_two_workers_run_each_due_time_once(fresh_database, fresh_database_url):
    runs: list[int] = []

    async def run() -> None:
        runs.append(1)

    jobs = [PeriodicJob("test.each_second", "* * * * * */1", run)]
    workers = [asyncio.create_task(periodic.work(fresh_database_url, jobs)) for _ in range(2)]
    await asyncio.sleep(4.5)
    for worker in workers:
        await stop(worker)
    async with fresh_database.read() as session:
        due = await session.execute(
            text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'test.each_second'")
        )
        left = due.scalar_one()
    assert 2 <= len(runs) + left <= 6


async def test_a_failing_run_is_tried_again(fresh_database_url, monkeypatch):
    monkeypatch.setattr(periodic, "RETRY_WAIT_S", 0)
    tries: list[int] = []

    async def run() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("not today")

    app = periodic.make_app(fresh_database_url, [PeriodicJob("test.fails_once", "0 0 1 1 *", run)])
    async with app.open_async():
        await app.configure_task("test.fails_once").defer_async(timestamp=0)
        await app.run_worker_async(wait=False, install_signal_handlers=False)
        await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert len(tries) == 2


async def test_a_job_whose_worker_died_is_run_again(fresh_database, fresh_database_url, monkeypatch):
    monkeypatch.setattr(periodic, "STALLED_S", 0.5)
    runs: list[int] = []

    async def run() -> None:
        runs.append(1)

    app = periodic.make_app(fresh_database_url, [PeriodicJob("test.stalled", "0 0 1 1 *", run)])
    async with app.open_async():
        await app.configure_task("test.stalled").defer_async(timestamp=0)
        worker_id = await app.job_manager.register_worker()
        fetched = await app.job_manager.fetch_job(None, worker_id)  # and then this worker dies
        assert fetched is not None
        assert await periodic.retry_stalled(app) == 0
        await asyncio.sleep(0.7)
        assert await periodic.retry_stalled(app) == 1
        await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert runs == [1]


async def test_jobs_go_on_after_their_connections_were_cut(engines, fresh_database, fresh_database_url, monkeypatch):
    monkeypatch.setattr(periodic, "RESTART_S", 0.1)
    runs: list[int] = []

    async def run() -> None:
        runs.append(1)

    worker = asyncio.create_task(periodic.work(fresh_database_url, [PeriodicJob("t", "* * * * * */1", run)]))
    await until(lambda: runs)
    async with fresh_database.transaction() as session:
        await session.execute(text("SELECT 1"))
    cut_connections(engines.postgres, fresh_database.engine.url.database)
    before = len(runs)
    await until(lambda: len(runs) > before, timeout_s=20)
    await stop(worker)


def cut_connections(postgres, database_name: str) -> None:
    with psycopg.connect(postgres.superuser_url(), autocommit=True) as connection:
        cut = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND application_name = 'casino-jobs'",
            (database_name,),
        ).fetchall()
    assert cut


async def test_old_keys_and_inbox_rows_go_and_young_ones_stay(fresh_database, monkeypatch):
    monkeypatch.setattr(housekeeping, "ROWS_A_TRANSACTION", 2)
    async with fresh_database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO idempotency_keys (user_id, key, request_hash, ref, created_at) SELECT 1, n::text, '',"
                " uuidv7(), now() - CASE WHEN n <= 5 THEN interval '49 hours' ELSE interval '47 hours' END"
                " FROM generate_series(1, 8) n"
            )
        )
        await session.execute(
            text(
                "INSERT INTO inbox (consumer, event_id, consumed_at) SELECT 'c', uuidv7(),"
                " now() - CASE WHEN n <= 3 THEN interval '8 days' ELSE interval '6 days' END"
                " FROM generate_series(1, 5) n"
            )
        )
    assert await housekeeping.purge_idempotency_keys(fresh_database) == 5
    assert await housekeeping.purge_inbox(fresh_database) == 3
    assert await housekeeping.purge_idempotency_keys(fresh_database) == 0


async def test_missing_partitions_are_made_by_the_application_role(fresh_database, fresh_database_url):
    with psycopg.connect(fresh_database_url, autocommit=True) as owner:
        month = owner.execute("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '2 months', 'YYYYMM')").fetchone()[0]
        owner.execute(f"DROP TABLE rounds_{month}")
    assert await housekeeping.ensure_partitions(fresh_database, ["postings", "rounds"]) == 1
    assert await housekeeping.ensure_partitions(fresh_database, ["postings", "rounds"]) == 0


async def test_every_scheduled_job_of_the_product_runs(fresh_database, fresh_database_url, redis_client, settings):
    tables = Games([plugin.game for plugin in PLUGINS], fresh_database, SystemClock())
    await tables.load()
    clock = SystemClock()
    till = make_till(settings, fresh_database, make_judge(settings, redis_client, clock), clock)
    jobs = scheduled_jobs(fresh_database, redis_client, tables, till, settings)
    app = periodic.make_app(fresh_database_url, jobs)
    async with app.open_async():
        ids = {job.name: await app.configure_task(job.name).defer_async(timestamp=0) for job in jobs}
        await app.run_worker_async(wait=False, install_signal_handlers=False)
        ended = {name: await app.job_manager.get_job_status_async(job_id) for name, job_id in ids.items()}
    await tables.stop()
    assert ended == dict.fromkeys(ids, procrastinate.jobs.Status.SUCCEEDED)
