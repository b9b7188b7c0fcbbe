"""What commands share: settings in words, engines by URL or embedded, errors in one line."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from typer.core import TyperGroup

from casino_club.domains.users.errors import RefusedInputError
from casino_club.infra.embedded.process import StartError
from casino_club.infra.settings import Settings
from casino_club.kernel.errors import DomainError

if TYPE_CHECKING:
    from casino_club.infra.db.engine import Database

out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)


class FriendlyGroup(TyperGroup):
    """Says in one line what a person can mend; a defect keeps its traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except StartError as error:
            message = str(error)
        except RefusedInputError as error:
            message = f"refused: {error.reason}"
        except DomainError as error:
            details = f" {error.details}" if error.details else ""
            message = f"{error.code}: {error.messages.en}{details}"
        _err.print("error:", message, style="red", markup=False)
        raise typer.Exit(1)


def load_settings() -> Settings:
    """Settings of the environment and `.env`, or one line for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, fault['loc'])).upper()} {fault['msg']}".strip() for fault in error.errors()]
        raise StartError("; ".join(problems)) from None


@contextmanager
def with_engines(settings: Settings) -> Generator[Settings]:
    """Settings that name both engines: by the URLs given, those already embedded and running, or started for now."""
    if settings.database_url is not None and settings.redis_url is not None:
        yield settings
        return
    from casino_club.entrypoints.supervisor.folder import held_data_dir  # noqa: PLC0415
    from casino_club.infra.embedded.postgres import EmbeddedPostgres  # noqa: PLC0415
    from casino_club.infra.embedded.valkey import EmbeddedValkey  # noqa: PLC0415

    postgres, valkey = EmbeddedPostgres(settings.data_dir), EmbeddedValkey(settings.data_dir)
    wanted = [
        engine for engine, url in ((postgres, settings.database_url), (valkey, settings.redis_url)) if url is None
    ]

    def urls() -> Settings:
        return settings.model_copy(
            update={
                "database_url": settings.database_url or postgres.url,
                "redis_url": settings.redis_url or valkey.url,
            }
        )

    if all(engine.running_elsewhere() for engine in wanted):
        yield urls()
        return
    with held_data_dir(settings.data_dir):
        try:
            for engine in wanted:
                engine.start()
            yield urls()
        finally:
            for engine in reversed(wanted):
                engine.stop()


@asynccontextmanager
async def opened_database(settings: Settings) -> "AsyncGenerator[Database]":
    """One small pool for the duration of a command."""
    from casino_club.infra.db.engine import Database  # noqa: PLC0415

    database = Database(str(settings.database_url), pool_size=2, application_name="casino-club-cli")
    try:
        yield database
    finally:
        await database.close()
