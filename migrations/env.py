"""Alembic's environment: one transaction a revision, bounded waits, and never two migrators at once."""

from alembic import context
from sqlalchemy import NullPool, create_engine, text

from casino_club.infra.db.base import Base

ADVISORY_LOCK = 0x0CA51_0C1B


def run() -> None:
    config = context.config
    url = config.attributes["database_url"]
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'; SET statement_timeout = '10min'; SET timezone = 'UTC'"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()
        context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
