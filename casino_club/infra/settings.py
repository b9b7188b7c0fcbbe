"""Settings: one frozen object, read once from the environment (and `.env`) at start.

An unset engine URL means "embed it". Production refuses unsafe defaults here, before anything starts.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Environment = Literal["dev", "test", "staging", "production"]


class Settings(BaseSettings):
    """Every setting of the product, by its environment variable's name in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    environment: Environment = "dev"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Path(".data")
    database_url: str | None = None
    redis_url: str | None = None
    allow_embedded: bool = False
    web_concurrency: int = Field(default=1, ge=1, le=64)
    web_dist_dir: Path | None = None

    smtp_url: SecretStr | None = None
    """`smtp://user:password@host:587` or `smtps://…`. Unset: `up` starts a sink outside production; else no e-mail."""
    mail_from: str = "Casino-Club <no-reply@casino-club.test>"
    public_url: str | None = None
    """Where players find this installation, for links in e-mails; unset: HOST and PORT."""

    jwt_secret_key: SecretStr | None = None
    jwt_expire_minutes: int = Field(default=30, ge=1, le=24 * 60)
    refresh_expire_days: int = Field(default=30, ge=1, le=365)

    unlimited_invite_code: str = "5858"
    auto_seed_basic: bool | None = None
    market: Literal["global", "kr", "strict"] = "global"
    age_verifier: Literal["sandbox"] | None = None
    """Who checks ages for 19+ content. Unset: the sandbox outside production, nobody in production."""
    big_win_threshold_gold: int = Field(default=1000, ge=1)

    payment_provider: Literal["sandbox", "stripe"] | None = None
    """Who collects money. Unset: the sandbox outside production, nobody in production."""
    stripe_secret_key: SecretStr | None = None
    stripe_webhook_secret: SecretStr | None = None
    webhook_keys: dict[str, SecretStr] | None = None
    """`{kid: secret}` as JSON: the first key signs, all verify. Unset: one is made per data folder."""
    krw_per_usd: int = Field(default=1_400, ge=1)
    """What counts as a dollar in won, for limits and VIP; prices are never converted."""
    monthly_purchase_cap_krw: int = Field(default=700_000, ge=1)
    """The most that a player may spend in a month, whatever their own limits say."""
    alert_pending_spike_threshold: int | None = Field(default=None, ge=1)
    """From how many purchases that wait too long on it is an alarm. Unset: 20 in dev and test, 25 in staging, 30 in
    production."""
    fraud_rules_file: Path | None = None
    """Rules of one's own in YAML, read again when the file changes. Unset: those the club comes with."""

    db_pool_size: int = Field(default=8, ge=1, le=200)
    bet_queue_max: int = Field(default=2048, ge=1)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    build_id: str = "dev"
    git_sha: str = "unknown"

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def collects_in_sandbox(self) -> bool:
        """Whether payments are the sandbox's: asked for, or nothing else is said outside production."""
        return self.payment_provider == "sandbox" or (self.payment_provider is None and not self.is_production)

    @property
    def pending_spike(self) -> int:
        """See `alert_pending_spike_threshold`."""
        return self.alert_pending_spike_threshold or {"staging": 25, "production": 30}.get(self.environment, 20)

    @property
    def base_url(self) -> str:
        """`public_url`, or where this process listens; no slash at the end."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def seed_accounts(self) -> bool:
        """Seeded accounts are on by default in dev only."""
        return self.auto_seed_basic if self.auto_seed_basic is not None else self.environment == "dev"

    @model_validator(mode="after")
    def _refuse_unsafe_production(self) -> Self:
        if not self.is_production:
            return self
        problems: list[str] = []
        if self.jwt_secret_key is None or len(self.jwt_secret_key.get_secret_value()) < 32:  # noqa: PLR2004 - bytes of an HS256 key
            problems.append("JWT_SECRET_KEY must be set to at least 32 characters")
        if self.auto_seed_basic:
            problems.append("AUTO_SEED_BASIC must be off")
        if not self.allow_embedded and (self.database_url is None or self.redis_url is None):
            problems.append("DATABASE_URL and REDIS_URL must be set (or ALLOW_EMBEDDED=1)")
        if self.payment_provider == "sandbox":
            problems.append("PAYMENT_PROVIDER must not be the sandbox")
        if self.payment_provider == "stripe" and not (self.stripe_secret_key and self.stripe_webhook_secret):
            problems.append("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set")
        if problems:
            raise ValueError("production refuses to start: " + "; ".join(problems))
        return self


def local_secret(path: Path) -> str:
    """A secret made once and kept in the data folder, in a file only its owner can read."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")  # renamed when whole: a kill in between leaves no empty secret
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.rename(path)
    return path.read_text().strip()


def jwt_secret(settings: Settings) -> str:
    """The key that signs access tokens; outside production one is made per data folder."""
    if settings.jwt_secret_key is not None:
        return settings.jwt_secret_key.get_secret_value()
    return local_secret(settings.data_dir / "secrets" / "jwt")


def webhook_keys(settings: Settings) -> dict[str, str]:
    """Keys that sign and verify the club's own webhooks, by kid; outside production one is made per data folder."""
    if settings.webhook_keys:
        return {kid: secret.get_secret_value() for kid, secret in settings.webhook_keys.items()}
    return {"local": local_secret(settings.data_dir / "secrets" / "webhook")}


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The process's settings."""
    return Settings()
