"""`openapi`: the HTTP contract as a file, and whether the code still keeps it."""

import json
import tempfile
from pathlib import Path
from typing import Annotated, Final

import typer

from casino_club.entrypoints.cli.context import out
from casino_club.infra.settings import Settings

SNAPSHOT: Final = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
_NOWHERE: Final = "//127.0.0.1:1"


def rendered() -> str:
    """The OpenAPI document of a product outside production, as stable text. Touches no engine."""
    from casino_club.entrypoints.api import create_app  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as data_dir:
        settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue] - pydantic-settings' own keyword
            environment="test",
            data_dir=Path(data_dir),
            database_url=f"postgresql:{_NOWHERE}/none",
            redis_url=f"redis:{_NOWHERE}/0",
        )
        document = create_app(settings).openapi()
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def openapi(
    *,
    check: Annotated[bool, typer.Option("--check", help="Compare with the file instead of writing it.")] = False,
    output: Annotated[Path, typer.Option(help="Where the document lives.")] = SNAPSHOT,
) -> None:
    """Write the OpenAPI document, or say whether it has drifted from the code."""
    text = rendered()
    if not check:
        output.write_text(text, encoding="utf-8")
        out.print(f"wrote {output}")
    elif not output.exists() or output.read_text(encoding="utf-8") != text:
        out.print(f"{output} differs from the code: run `casino-club openapi`", style="red")
        raise typer.Exit(1)
