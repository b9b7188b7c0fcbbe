"""`casino-club`: one command group a module; a command imports what it needs when it runs, so `--help` is instant."""

import typer

from casino_club.entrypoints.cli import (
    chain,
    contract,
    database,
    examine,
    leaderboards,
    processes,
    progress,
    simulate,
    streaks,
    users,
)
from casino_club.entrypoints.cli.context import FriendlyGroup

app = typer.Typer(
    cls=FriendlyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Casino-Club F2P: an open, self-hosted free-to-play social casino club.",
)
app.command()(processes.up)
app.command()(processes.api)
app.command()(processes.worker)
app.command("mail-sink")(processes.mail_sink)
app.add_typer(database.migrate, name="migrate")
app.command()(database.seed)
app.add_typer(users.user, name="user")
app.add_typer(chain.app, name="chain")
app.command("verify-round")(examine.verify_round)
app.add_typer(simulate.app, name="simulate")
app.command()(examine.audit)
app.add_typer(leaderboards.app, name="leaderboards")
app.add_typer(progress.app, name="progress")
app.add_typer(streaks.app, name="streaks")
app.command()(contract.openapi)
