"""Databases cloned from one migrated template: a clone costs tens of milliseconds, a migration seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from psycopg import sql

from casino_club.infra.db import migrate
from casino_club.infra.embedded.postgres import OWNER_ROLE, EmbeddedPostgres

TEMPLATE = "casino_template"
_numbers = count(1)


def _run(postgres: EmbeddedPostgres, statement: sql.Composed) -> None:
    with psycopg.connect(postgres.superuser_url(), autocommit=True) as connection:
        connection.execute(statement)


def make_template(postgres: EmbeddedPostgres) -> None:
    """Migrate once; nothing connects to the template afterwards."""
    _run(
        postgres,
        sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(TEMPLATE), sql.Identifier(OWNER_ROLE)),
    )
    migrate.upgrade(postgres.url_of(TEMPLATE))


@contextmanager
def cloned_database(postgres: EmbeddedPostgres, template: str = TEMPLATE) -> Iterator[str]:
    """The owner's URL of a new database, dropped at the end with whoever is still connected."""
    name = f"test_{next(_numbers)}"
    identifiers = (sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER_ROLE))
    _run(postgres, sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY").format(*identifiers))
    try:
        yield postgres.url_of(name)
    finally:
        _run(postgres, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
