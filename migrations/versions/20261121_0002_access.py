"""Users, credentials, sessions, revocations, invite codes

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id text NOT NULL,
    site_id_key text NOT NULL UNIQUE,
    nickname text NOT NULL,
    nickname_key text NOT NULL UNIQUE,
    phone_number text UNIQUE,
    email text,
    email_key text UNIQUE,
    birth_date date,
    locale text NOT NULL DEFAULT 'ko' CHECK (locale IN ('ko', 'en')),
    avatar text NOT NULL DEFAULT 'ring-1',
    notify jsonb NOT NULL DEFAULT '{}',
    role text NOT NULL DEFAULT 'player' CHECK (role IN ('player', 'support', 'operator', 'admin')),
    vip_tier text NOT NULL DEFAULT 'STANDARD' CHECK (vip_tier IN ('STANDARD', 'PREMIUM', 'VIP')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deleted')),
    level int NOT NULL DEFAULT 1 CHECK (level >= 1),
    experience bigint NOT NULL DEFAULT 0 CHECK (experience >= 0),
    vip_points bigint NOT NULL DEFAULT 0 CHECK (vip_points >= 0),
    battlepass_level int NOT NULL DEFAULT 0 CHECK (battlepass_level >= 0),
    total_spent bigint NOT NULL DEFAULT 0 CHECK (total_spent >= 0),
    nickname_changed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz,
    deleted_at timestamptz
);

CREATE TABLE credentials (
    user_id bigint PRIMARY KEY REFERENCES users (id),
    password_hash text NOT NULL,
    must_change_password boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- `subject` names an account, or the hash of a login name nobody has: both lock alike, so a lock tells nothing.
CREATE TABLE login_failures (
    subject text NOT NULL,
    failed_at timestamptz NOT NULL
);
CREATE INDEX login_failures_recent ON login_failures (subject, failed_at DESC);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    device text NOT NULL,
    ip text NOT NULL,
    cookie_mode boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_of_user ON sessions (user_id, last_seen_at DESC) WHERE ended_at IS NULL;

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

-- What access tokens already handed out do not know: their session has ended (`session_id`), their role or tier is no
-- longer true, or the password was changed (both: tokens of the user issued up to `at`).
CREATE TABLE revocations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('session_ended', 'tokens_outdated', 'password_changed')),
    user_id bigint NOT NULL,
    session_id uuid,
    at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK ((kind = 'session_ended') = (session_id IS NOT NULL))
);
CREATE INDEX revocations_at ON revocations (at);

CREATE TABLE invite_codes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    note text,
    active boolean NOT NULL DEFAULT true,
    expires_at timestamptz,
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    used_by bigint REFERENCES users (id),
    used_at timestamptz,
    CHECK ((used_by IS NULL) = (used_at IS NULL))
);

-- What people with power did. Append-only for the application's role.
CREATE TABLE audit_log (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    actor_id bigint,
    action text NOT NULL,
    target text NOT NULL,
    facts jsonb NOT NULL DEFAULT '{}',
    request_id text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_log_target ON audit_log (target, id DESC);

GRANT SELECT, INSERT, UPDATE ON users, credentials, sessions, refresh_tokens, invite_codes TO casino_app;
GRANT SELECT, INSERT, DELETE ON login_failures, revocations TO casino_app;
GRANT DELETE ON credentials, refresh_tokens, sessions TO casino_app;
GRANT SELECT, INSERT ON audit_log TO casino_app;
"""

DOWN = """
DROP TABLE audit_log, invite_codes, revocations, refresh_tokens, sessions, login_failures, credentials, users;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
