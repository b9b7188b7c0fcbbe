"""Live-ops events and the club stage

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UP = """
-- `requirements` are {evaluator: target}, `rewards` a bundle. `template` names events that a seed makes.
CREATE TABLE live_events (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    template text,
    title text NOT NULL,
    title_en text,
    description text NOT NULL DEFAULT '',
    description_en text,
    event_type text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    requirements jsonb NOT NULL,
    rewards jsonb NOT NULL,
    priority int NOT NULL,
    is_draft boolean NOT NULL,
    deactivated_at timestamptz,
    created_by bigint,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX live_events_by_end ON live_events (ends_at);
CREATE INDEX live_events_by_start ON live_events (starts_at DESC, id DESC);

-- Everybody who ever joined. `left_at` is set while somebody is out; what they had counted stays.
-- `completed_at` and `claimed_at` mark what the tally and the grant decided, in the same transactions.
CREATE TABLE live_event_participants (
    event_id uuid NOT NULL REFERENCES live_events (id),
    user_id bigint NOT NULL,
    joined_at timestamptz NOT NULL,
    left_at timestamptz,
    completed_at timestamptz,
    claimed_at timestamptz,
    PRIMARY KEY (event_id, user_id),
    CHECK (claimed_at IS NULL OR completed_at IS NOT NULL)
);
CREATE INDEX live_event_unclaimed ON live_event_participants (event_id, user_id)
    WHERE completed_at IS NOT NULL AND claimed_at IS NULL;

-- Exact counts without one hot row: a player's changes go to the stripe user_id % 16, a reader adds them up.
-- `rounds` are those that participants played while the event counted them.
CREATE TABLE live_event_counts (
    event_id uuid NOT NULL REFERENCES live_events (id),
    stripe int NOT NULL,
    participants bigint NOT NULL DEFAULT 0 CHECK (participants >= 0),
    rounds bigint NOT NULL DEFAULT 0 CHECK (rounds >= 0),
    PRIMARY KEY (event_id, stripe)
);

CREATE TABLE stage_episodes (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    number int NOT NULL UNIQUE CHECK (number > 0),
    title text NOT NULL,
    title_en text,
    description text NOT NULL DEFAULT '',
    description_en text,
    art text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    withdrawn_at timestamptz,
    created_by bigint,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX stage_episodes_by_start ON stage_episodes (starts_at DESC);

-- Versions of the gift limits, in gold; the newest row holds.
CREATE TABLE stage_gift_limits (
    version int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gift_max bigint NOT NULL CHECK (gift_max > 0),
    day_max bigint NOT NULL CHECK (day_max >= gift_max),
    created_by bigint,
    created_at timestamptz NOT NULL
);
INSERT INTO stage_gift_limits (gift_max, day_max, created_at) VALUES (10000, 50000, now());

-- One row a gift: its id is the posting's `ref`, `event_id` and `occurred_at` those of the event that tells of it.
CREATE TABLE stage_gifts (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    user_id bigint NOT NULL,
    episode_id uuid REFERENCES stage_episodes (id),
    amount bigint NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stage_gifts_of_user ON stage_gifts (user_id, id DESC);

-- Sums of the gifts, kept in the gift's own transaction: by player, by player and UTC day, and of all.
CREATE TABLE stage_supporters (
    user_id bigint PRIMARY KEY,
    gold bigint NOT NULL CHECK (gold > 0),
    gifts bigint NOT NULL,
    reached_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX stage_supporters_ranking ON stage_supporters (gold DESC, reached_at, user_id);
CREATE TABLE stage_gift_days (
    user_id bigint NOT NULL,
    day date NOT NULL,
    gold bigint NOT NULL CHECK (gold > 0),
    PRIMARY KEY (user_id, day)
);
CREATE TABLE stage_totals (
    stripe int PRIMARY KEY,
    gold bigint NOT NULL,
    gifts bigint NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON live_events, live_event_participants, live_event_counts TO casino_app;
GRANT SELECT, INSERT, UPDATE ON stage_episodes, stage_supporters, stage_gift_days, stage_totals TO casino_app;
GRANT SELECT, INSERT ON stage_gift_limits, stage_gifts TO casino_app;
"""

DOWN = """
DROP TABLE stage_totals, stage_gift_days, stage_supporters, stage_gifts, stage_gift_limits, stage_episodes;
DROP TABLE live_event_counts, live_event_participants, live_events;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
