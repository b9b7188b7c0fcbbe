"""`simulate`: play a machine by the million and hold what happened against its exact odds."""

import time
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from casino_club.entrypoints.cli.context import out

if TYPE_CHECKING:
    from casino_club.domains.games.contracts import Comparison
    from casino_club.domains.slot.simulate import Tally

app = typer.Typer(no_args_is_help=True, help="Play games by the million, without players or money.")

Z_SUSPECT = 4.0
"""Beyond this many standard errors an honest machine is seen once in 16 000 looks."""


@app.callback()
def simulate() -> None:
    """Play games by the million, without players or money."""


@app.command()
def slot(
    machine_id: Annotated[str, typer.Argument(help="A shipped machine: ring-fruits, pojangmacha or horangi.")],
    spins: Annotated[int, typer.Option(min=1, help="Rounds to play; free spins come on top.")] = 100_000_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed and spins give the same figures.")] = 1,
    processes: Annotated[int | None, typer.Option(min=1, help="Default: one for each core.")] = None,
) -> None:
    """Observed against exact for one slot machine, with standard errors; exit code 1 when they disagree."""
    from casino_club.domains.slot import simulate as engine  # noqa: PLC0415
    from casino_club.domains.slot.catalog import shipped_machines  # noqa: PLC0415
    from casino_club.domains.slot.sheets import published_sheet  # noqa: PLC0415

    machine = shipped_machines().get(machine_id)
    if machine is None:
        raise typer.BadParameter(f"no machine is called {machine_id}; there are {', '.join(shipped_machines())}")
    total = engine.Tally()
    began = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out) as progress:
        task = progress.add_task(machine.name.en, total=spins)
        for tally in engine.simulate(machine, spins, seed=seed, processes=processes):
            total += tally
            progress.update(task, completed=total.spins)
    elapsed_s = time.perf_counter() - began
    sheet = published_sheet(machine)
    comparisons = engine.compare(total, sheet)
    out.print(_table(machine.name.en, comparisons, total, sheet.max_win))
    out.print(f"{total.spins:,} spins in {elapsed_s:.1f} s: {total.spins / elapsed_s / 1e6:.1f} million spins/s")
    raise typer.Exit(int(any(abs(one.z) > Z_SUSPECT for one in comparisons if one.decides)))


def _shared(code: str, variants: str, *, rounds: int) -> None:
    """One command for a game whose simulation is a list of comparisons."""

    def command(
        variant: Annotated[str, typer.Argument(help=f"A shipped table: {variants}.")] = variants.split(",", 1)[0],
        rounds: Annotated[int, typer.Option(min=1, help="Rounds to play.")] = rounds,
        seed: Annotated[int, typer.Option(min=0, help="The same seed and rounds give the same figures.")] = 1,
    ) -> None:
        engine = import_module(f"casino_club.domains.{code}.simulate")
        began = time.perf_counter()
        try:
            comparisons: list[Comparison] = engine.run(variant, rounds, seed)
        except (KeyError, ValueError) as error:
            raise typer.BadParameter(str(error)) from error
        elapsed_s = time.perf_counter() - began
        out.print(_compared(f"{code} {variant}", comparisons))
        out.print(f"{rounds:,} rounds in {elapsed_s:.1f} s: {rounds / elapsed_s / 1e6:.2f} million rounds/s")
        raise typer.Exit(int(any(abs(one.z) > Z_SUSPECT for one in comparisons if one.decides)))

    command.__doc__ = f"Observed against exact for {code}, with standard errors; exit code 1 when they disagree."
    app.command(code)(command)


for _code, _variants, _rounds in (
    ("crash", "main", 10_000_000),
    ("blackjack", "main", 200_000),
    ("gacha", "lantern-street,dragon-night,glass-garden,moonrise", 1_000_000),
    ("videopoker", "main", 1_000_000),
    ("roulette", "main", 1_000_000),
    ("rps", "main", 1_000_000),
):
    _shared(_code, _variants, rounds=_rounds)


def _compared(title: str, comparisons: "list[Comparison]") -> Table:
    table = Table(title=title)
    for name in ("", "observed", "exact", "standard error", "z"):
        table.add_column(name, justify="right" if name else "left")
    for one in comparisons:
        style = "red" if one.decides and abs(one.z) > Z_SUSPECT else None
        cells = (f"{one.observed:.6f}", f"{one.exact:.6f}", f"{one.standard_error:.6f}", f"{one.z:+.2f}")
        table.add_row(one.name, *cells, style=style)
    return table


def _table(title: str, comparisons: "list[Comparison]", total: "Tally", max_win: float) -> Table:
    table = _compared(title, comparisons)
    table.add_row("largest win, x stake", f"{total.win_max / 10:,.1f}", f"max {max_win:,.1f}", "", "")
    return table
