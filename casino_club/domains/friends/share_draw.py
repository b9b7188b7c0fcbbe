"""The process that draws one picture: SVG on standard input, PNG on standard output.

resvg holds the interpreter's lock while it draws, a quarter of a second, so a thread would stop every other request.
A process of its own stops nothing, and ends with its picture or with its caller. It imports nothing of ours.
"""

import sys
from pathlib import Path

import resvg_py


def main() -> None:
    """Draw once. Arguments: the font's file and its family."""
    font, family = sys.argv[1:3]
    if not Path(font).is_file():
        raise SystemExit(f"no font at {font}")
    picture = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(), font_files=[font], skip_system_fonts=True, font_family=family
    )
    sys.stdout.buffer.write(bytes(picture))


if __name__ == "__main__":
    main()
