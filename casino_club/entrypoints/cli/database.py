"""`migrate` and `seed`: the database's shape and its first accounts."""

import asyncio
from typing import Annotated

import typer

from casino_club.entrypoints.cli.context import load_settings, out, with_engines

migrate = typer.Typer(no_args_is_help=True, help="Move the database between versions of its tables.")


@migrate.command()
def up(revision: Annotated[str, typer.Argument()] = "head") -> None:
    """Migrate up to REVISION."""
    from casino_club.infra.db import migrate as migrations  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        migrations.upgrade(str(settings.database_url), revision)
        out.print(f"at revision {migrations.current(str(settings.database_url))}")


@migrate.command()
def down(revision: Annotated[str, typer.Argument(help="A revision, or `base` for an empty database.")]) -> None:
    """Migrate down to REVISION. Tables made after it are dropped with what they hold."""
    from casino_club.infra.db import migrate as migrations  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        migrations.downgrade(str(settings.database_url), revision)
        out.print(f"at revision {migrations.current(str(settings.database_url)) or 'base'}")


@migrate.command()
def current() -> None:
    """Show the database's revision and the newest one; exit code 1 when they differ."""
    from casino_club.infra.db import migrate as migrations  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        stands, newest = migrations.current(str(settings.database_url)), migrations.head()
    out.print(f"database {stands or 'base'}, code {newest}")
    raise typer.Exit(int(stands != newest))


def seed() -> None:
    """Create the first accounts (admin, user001 to user004); again changes nothing."""
    from casino_club.entrypoints.seed import seed as seed_accounts  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        asyncio.run(seed_accounts(settings))
    out.print("accounts are there")
