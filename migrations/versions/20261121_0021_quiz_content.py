"""Quiz results, feedback on recommendations, unlocked stories, age verifications

Revision ID: 0021
Revises: 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

UP = """
-- Questions and scoring are the package's data; `version` names the file the answers belong to.
CREATE TABLE quiz_results (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    version int NOT NULL CHECK (version >= 1),
    answers jsonb NOT NULL,
    risk int NOT NULL CHECK (risk BETWEEN 0 AND 100),
    preferences jsonb NOT NULL,
    profile text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX quiz_results_of_user ON quiz_results (user_id, id);

CREATE TABLE recommendation_feedback (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    recommendation text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('opened', 'helpful', 'not_for_me')),
    created_at timestamptz NOT NULL
);
CREATE INDEX recommendation_feedback_of_user ON recommendation_feedback (user_id, recommendation, id);

-- What a provider said, and nothing of whom it said it about.
CREATE TABLE age_verifications (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    provider text NOT NULL,
    provider_ref text,
    outcome text CHECK (outcome IN ('adult', 'minor', 'failed')),
    started_at timestamptz NOT NULL,
    decided_at timestamptz,
    CHECK ((outcome IS NULL) = (decided_at IS NULL)),
    CHECK (outcome IS NULL OR provider_ref IS NOT NULL)
);
CREATE INDEX age_verifications_of_user ON age_verifications (user_id, id);
CREATE UNIQUE INDEX age_verifications_of_provider ON age_verifications (provider, provider_ref);

CREATE TABLE content_unlocks (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    content_id text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('teaser', 'partial', 'full')),
    method text NOT NULL CHECK (method IN ('tier', 'level', 'gold')),
    price bigint NOT NULL CHECK (price >= 0),
    posting_ref uuid,
    created_at timestamptz NOT NULL,
    UNIQUE (user_id, content_id, stage),
    CHECK ((method = 'gold') = (price > 0)),
    CHECK ((method = 'gold') = (posting_ref IS NOT NULL))
);
CREATE INDEX content_unlocks_of_user ON content_unlocks (user_id, id);

-- A story without a row is on.
CREATE TABLE content_switches (
    content_id text PRIMARY KEY,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON quiz_results, recommendation_feedback TO casino_app;
GRANT SELECT, INSERT, UPDATE ON age_verifications, content_switches TO casino_app;
GRANT SELECT, INSERT ON content_unlocks TO casino_app;
"""

DOWN = """
DROP TABLE content_switches, content_unlocks, age_verifications, recommendation_feedback, quiz_results;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
