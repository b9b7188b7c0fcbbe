"""Cuts the receipts' fonts from Pretendard: every letter that names of products may reasonably have, in two weights.

    python scripts/receipt_font.py web/node_modules/pretendard/dist/public/static

The licence reserves the name Pretendard for the font as it was published, so what is cut from it has a name of its own.
"""

import sys
from pathlib import Path

from fontTools import subset  # pyright: ignore[reportMissingTypeStubs]

FAMILY = "Club Receipt Sans"
FOLDER = Path(__file__).resolve().parents[1] / "casino_club/domains/shop/receipt_font"
LETTERS = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x370, 0x530),
    range(0x2010, 0x2060),
    range(0x20A0, 0x20C1),
    range(0x2100, 0x2300),
    range(0x2460, 0x2500),
    range(0x25A0, 0x2714),
    range(0x3000, 0x3190),
    range(0xAC00, 0xD7A4),
    range(0xFF01, 0xFFEF),
)


def cut(source: Path, weight: str) -> None:
    """Write one weight beside the receipts."""
    options = subset.Options()
    options.layout_features = []  # the receipts set letters one by one
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source / f"Pretendard-{weight}.otf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for letters in LETTERS for code in letters])
    cutter.subset(font)
    postscript = f"ClubReceiptSans-{weight}"
    names = {1: FAMILY, 2: weight, 3: f"{FAMILY} {weight} 1", 4: f"{FAMILY} {weight}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    compact = font["CFF "].cff
    compact.fontNames = [postscript]
    compact.topDictIndex[0].FamilyName = FAMILY
    compact.topDictIndex[0].FullName = f"{FAMILY} {weight}"
    FOLDER.mkdir(exist_ok=True)
    subset.save_font(font, str(FOLDER / f"club-receipt-sans-{weight.lower()}.otf"), options)


def main() -> None:
    """Cut both weights."""
    for weight in ("Regular", "SemiBold"):
        cut(Path(sys.argv[1]), weight)


if __name__ == "__main__":
    main()
