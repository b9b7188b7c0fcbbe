"""Friends and blocks, and links to the pictures of wins

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

UP = """
-- One row a player who ever met a friend request, a block or the setting: what two players' affairs are locked by.
CREATE TABLE friend_settings (
    user_id bigint PRIMARY KEY,
    requests_from text NOT NULL DEFAULT 'everybody' CHECK (requests_from IN ('everybody', 'nobody'))
);

-- A pair once, the lower id first.
CREATE TABLE friendships (
    low_id bigint NOT NULL,
    high_id bigint NOT NULL CHECK (low_id < high_id),
    since timestamptz NOT NULL,
    PRIMARY KEY (low_id, high_id)
);
CREATE INDEX friendships_high ON friendships (high_id);

CREATE TABLE friend_requests (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    from_id bigint NOT NULL,
    to_id bigint NOT NULL CHECK (to_id <> from_id),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'declined', 'cancelled', 'closed')),
    created_at timestamptz NOT NULL,
    ended_at timestamptz CHECK ((ended_at IS NULL) = (status = 'open'))
);
CREATE UNIQUE INDEX friend_requests_one_open ON friend_requests (least(from_id, to_id), greatest(from_id, to_id))
    WHERE status = 'open';
CREATE INDEX friend_requests_from ON friend_requests (from_id, created_at);
CREATE INDEX friend_requests_to ON friend_requests (to_id, created_at);

CREATE TABLE friend_blocks (
    user_id bigint NOT NULL,
    blocked_id bigint NOT NULL CHECK (blocked_id <> user_id),
    since timestamptz NOT NULL,
    PRIMARY KEY (user_id, blocked_id)
);
CREATE INDEX friend_blocks_blocked ON friend_blocks (blocked_id);

-- The first time two players became friends, once for each of both. It outlives the friendship; `friend_id` is null
-- once that player has left the club.
CREATE TABLE friend_firsts (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    friend_id bigint,
    accepted_at timestamptz NOT NULL,
    UNIQUE (user_id, friend_id)
);
CREATE INDEX friend_firsts_friend ON friend_firsts (friend_id);
CREATE INDEX friend_firsts_order ON friend_firsts (accepted_at, id);

-- A win its player has made a public picture of. Deleting the row takes the picture back.
CREATE TABLE share_links (
    round_id uuid PRIMARY KEY,
    user_id bigint NOT NULL,
    token text NOT NULL UNIQUE CHECK (length(token) >= 22),
    locale text NOT NULL CHECK (locale IN ('ko', 'en')),
    created_at timestamptz NOT NULL
);
CREATE INDEX share_links_user ON share_links (user_id, created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON friend_settings, friend_requests, friend_firsts TO casino_app;
GRANT SELECT, INSERT, DELETE ON friendships, friend_blocks, share_links TO casino_app;
"""

DOWN = """
DROP TABLE share_links, friend_firsts, friend_blocks, friend_requests, friendships, friend_settings;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
