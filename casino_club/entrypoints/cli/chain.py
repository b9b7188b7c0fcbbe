"""`chain`: the hash chains of shared rounds, promised first and salted later with a value nobody knew before."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

if TYPE_CHECKING:
    from casino_club.domains.shared_rounds.contracts import Chain
    from casino_club.infra.db.engine import Database
    from casino_club.infra.settings import Settings

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="Hash chains of shared rounds: show, promise a new one, salt it.")

Game = Annotated[str, typer.Option(help="crash or roulette.")]
Variant = Annotated[str, typer.Option(help="The table.")]


@app.command()
def show(game: Game = "crash", variant: Variant = "main") -> None:
    """Every chain of a table, newest first."""
    from casino_club.domains.shared_rounds import public as shared_rounds  # noqa: PLC0415

    async def work(database: "Database") -> "list[Chain]":
        async with database.read() as session:
            return await shared_rounds.list_chains(session, game=game, variant=variant)

    chains = _run(work)
    for chain in chains:
        first = "not used yet" if chain.first_number is None else f"first round {chain.first_number}"
        out.print(
            f"chain {chain.id} of {chain.length:,} rounds, {first},"
            f" made {chain.made_at:%Y-%m-%d %H:%M:%S} by the {chain.made_by}\n"
            f"  terminal hash {chain.terminal_hash}\n"
            f"  salt {chain.salt or '(waiting)'}",
            # Hashes are to be copied whole, whatever the terminal's width.
            soft_wrap=True,
            highlight=False,
            markup=False,
        )
    if not chains:
        out.print(f"no chain of {game} {variant}")


@app.command()
def new(game: Game = "crash", variant: Variant = "main") -> None:
    """Make a chain and publish its terminal hash. It begins with the first round after `chain salt`."""
    from casino_club.domains.shared_rounds import public as shared_rounds  # noqa: PLC0415

    chain = _run(lambda database: shared_rounds.publish_chain(database, game=game, variant=variant))
    out.print(f"chain {chain.id} of {chain.length:,} rounds")
    out.print(f"terminal hash {chain.terminal_hash}", soft_wrap=True)
    out.print("announce a public value that does not exist yet, then: casino-club chain salt <value>")


@app.command()
def salt(
    value: Annotated[str, typer.Argument(help="A public value that did not exist when the chain was made.")],
    game: Game = "crash",
    variant: Variant = "main",
) -> None:
    """Give the newest unsalted chain its salt: the table goes on with it from the next round."""
    from casino_club.domains.shared_rounds import public as shared_rounds  # noqa: PLC0415

    async def work(database: "Database") -> "Chain":
        async with database.transaction() as session:
            return await shared_rounds.salt_chain(session, game=game, variant=variant, salt=value)

    chain = _run(work)
    out.print(f"chain {chain.id} is salted with {chain.salt}", soft_wrap=True, markup=False)


def _run(work: "Callable[[Database], Awaitable[T]]") -> T:
    async def run(settings: "Settings") -> T:
        async with opened_database(settings) as database:
            return await work(database)

    with with_engines(load_settings()) as settings:
        return asyncio.run(run(settings))
