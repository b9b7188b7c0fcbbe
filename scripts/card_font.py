"""Cuts the card's font from Pretendard Bold: the letters nicknames and the card's own words may have.

    pip install fonttools
    python scripts/card_font.py web/node_modules/pretendard/dist/public/static/Pretendard-Bold.otf

The licence reserves the name Pretendard for the font as it was published, so what is cut from it has a name of its own.
"""

import sys
from pathlib import Path

from fontTools import subset  # pyright: ignore[reportMissingImports]

FAMILY = "Club Card Sans"
TARGET = Path(__file__).resolve().parents[1] / "casino_club/domains/friends/card/club-card-sans.otf"
LETTERS = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x3131, 0x3164),
    range(0xAC00, 0xD7A4),
    (0x2013, 0x2019, 0x2026, 0x2192, 0x2212),
)


def main() -> None:
    """Write the font beside the card."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(sys.argv[1], options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for letters in LETTERS for code in letters])
    cutter.subset(font)
    for record in font["name"].names:
        text = {1: FAMILY, 2: "Bold", 3: f"{FAMILY} 1", 4: f"{FAMILY} Bold", 6: "ClubCardSans-Bold"}.get(record.nameID)
        if text is not None:
            record.string = text
    compact = font["CFF "].cff
    compact.fontNames = ["ClubCardSans-Bold"]
    compact.topDictIndex[0].FamilyName = FAMILY
    compact.topDictIndex[0].FullName = f"{FAMILY} Bold"
    subset.save_font(font, str(TARGET), options)


if __name__ == "__main__":
    main()
