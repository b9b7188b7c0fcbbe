"""Migrations: one head, up and down and up again to the same schema, bounded waits."""

import re
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from casino_club.infra.db import migrate
from tests.support.databases import cloned_database

REVISIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"

_SHAPE = """
SELECT 'column', table_name, column_name, data_type || coalesce(column_default, '') || is_nullable
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'function', proname, '', prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'grant', table_name, privilege_type, grantee
FROM information_schema.table_privileges WHERE table_schema = 'public' AND grantee = 'casino_app'
"""


@pytest.fixture
def empty_url(engines):
    with cloned_database(engines.postgres, template="template0") as url:
        yield url


def shape(url):
    with psycopg.connect(url) as connection:
        return {tuple(row) for row in connection.execute(_SHAPE).fetchall()}


def test_there_is_one_head_and_one_line():
    script = ScriptDirectory.from_config(migrate.alembic_config())
    assert len(script.get_heads()) == 1
    assert all(not isinstance(revision.down_revision, tuple) for revision in script.walk_revisions())


def test_up_down_and_up_again_give_the_same_schema(empty_url):
    migrate.upgrade(empty_url)
    first = shape(empty_url)
    assert migrate.current(empty_url) == migrate.head()
    migrate.downgrade(empty_url, "base")
    left = {row for row in shape(empty_url) if row[1] != "alembic_version"}
    assert left == set()
    migrate.upgrade(empty_url)
    assert shape(empty_url) == first


def test_every_step_goes_down_and_up(empty_url):
    migrate.upgrade(empty_url)
    whole = shape(empty_url)
    migrate.downgrade(empty_url, "-1")
    assert shape(empty_url) != whole
    migrate.upgrade(empty_url)
    assert shape(empty_url) == whole


def test_a_migration_waits_for_a_lock_and_then_gives_up(empty_url):
    migrate.upgrade(empty_url, "0001")
    with psycopg.connect(empty_url) as holder:
        holder.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Exception, match="lock timeout"):
            migrate.downgrade(empty_url, "base")
    assert migrate.current(empty_url) == "0001"


def test_revisions_are_dated_and_numbered():
    names = sorted(path.name for path in REVISIONS.glob("*.py"))
    assert names
    assert all(re.fullmatch(r"\d{8}_\d{4}_[a-z_]+\.py", name) for name in names)
    assert [name[9:13] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
