"""Procrastinate's tables and functions, as the package ships them (MIT licence), for the application's role

Revision ID: 0005
Revises: 0004
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A copy: what this revision creates must not change when the package is upgraded. A test holds it to the package's own.
SCHEMA = Path(__file__).resolve().parents[1] / "sql" / "procrastinate_3_10.sql"

GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE
    ON procrastinate_workers, procrastinate_jobs, procrastinate_periodic_defers, procrastinate_events TO casino_app;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_periodic_defers_id_seq, procrastinate_events_id_seq
    TO casino_app;
"""

DOWN = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE;
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'procrastinate_') LOOP
        EXECUTE 'DROP FUNCTION ' || name || ' CASCADE';
    END LOOP;
END $$;
DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_event_type, procrastinate_job_status;
"""


def upgrade() -> None:
    op.execute(SCHEMA.read_text(encoding="utf-8"))
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute(DOWN)
