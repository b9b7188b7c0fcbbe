"""Draws a picture of a win: a document in SVG, made into PNG by resvg with the card's own font and no other."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import structlog
from prometheus_client import Counter

from casino_club.domains.friends.errors import CardUnavailableError
from casino_club.domains.friends.share_marks import MARKS, Line
from casino_club.domains.friends.share_rules import Card

WIDTH: Final = 1200
HEIGHT: Final = 630
FONT: Final = Path(__file__).parent / "card" / "club-card-sans.otf"
FAMILY: Final = "Club Card Sans"
DRAWN_AT_ONCE: Final = 2
DRAWING_S_MAX: Final = 45.0
DRAWER: Final = "casino_club.domains.friends.share_draw"
ROOT: Final = Path(__file__).resolve().parents[3]
DRAWN: Final = Counter("casino_club_friends_cards_drawn_total", "Pictures of wins that were drawn")

log = structlog.get_logger(__name__)

_TONES: Final = {
    "pink": "#ff5fa8",
    "cyan": "#5ce1e6",
    "violet": "#a78bff",
    "gold": "#f3c555",
    "white": "#f4f0fa",
}
_TEXT: Final = "#f4f0fa"
_MUTED: Final = "#aca3bf"
_LEFT: Final = 84
_COLUMN: Final = 640
"""Where the words begin, and how wide they may be."""
_WIDE: Final = 0.98
_NARROW: Final = 0.68
_WIDE_LATIN: Final = frozenset("MWmw%@")
"""A letter's width in em, no narrower than the widest of its kind: Hangul and these, and everything else."""


def _width(text: str, size: float) -> float:
    return sum(_WIDE if char >= "\u1100" or char in _WIDE_LATIN else _NARROW for char in text) * size


def _fitting(text: str, size: float, room: float) -> float:
    """The size at which a text keeps to its room."""
    return min(size, size * room / max(_width(text, size), 1))


def _text(text: str, *, x: float, y: float, size: float, fill: str, anchor: str = "start", spacing: float = 0) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size:.1f}" fill="{fill}" text-anchor="{anchor}"'
        f' letter-spacing="{spacing}">{escape(text)}</text>'
    )


def _neon(lines: tuple[Line, ...], width: float) -> str:
    """Tubes of light: a wide glow, the tube, and its bright heart."""
    glow = "".join(f'<path d="{path}" stroke="{_TONES[tone]}"/>' for tone, path in lines)
    heart = "".join(f'<path d="{path}" stroke="#ffffff" stroke-opacity="0.55"/>' for _, path in lines)
    return (
        f'<g filter="url(#glow)" stroke-width="{width * 2.2}" opacity="0.75">{glow}</g>'
        f'<g stroke-width="{width}">{glow}</g><g stroke-width="{width * 0.32}">{heart}</g>'
    )


def _words(card: Card) -> str:
    heading = _fitting(card.heading, 40, _COLUMN)
    win = _fitting(f"+{card.win} {card.unit_name}", 58, _COLUMN)
    tone = _TONES["gold" if card.unit == "gold" else "cyan"]
    parts = [
        _text("Casino-Club", x=_LEFT + 58, y=106, size=30, fill=_TEXT),
        _text(card.heading, x=_LEFT, y=222, size=heading, fill=_TEXT),
    ]
    if card.multiplier:
        big = _fitting(card.multiplier, 150, _COLUMN)
        figure = _text(card.multiplier, x=_LEFT - 6, y=364, size=big, fill=tone, spacing=-2)
        parts.append(f'<g filter="url(#halo)" opacity="0.5">{figure}</g>{figure}')
        parts.append(_text(f"{card.win} {card.unit_name}", x=_LEFT, y=444, size=win, fill=_TEXT))
    else:
        parts.append(
            _text(
                f"{card.win} {card.unit_name}", x=_LEFT, y=370, size=_fitting(card.win, 110, _COLUMN - 120), fill=tone
            )
        )
    parts += [
        f'<path d="M{_LEFT} 496H{WIDTH - _LEFT}" stroke="#d6c8f0" stroke-opacity="0.2" stroke-width="2"/>',
        _text(f"{card.game}  ·  {card.date}", x=_LEFT, y=544, size=26, fill=_TEXT),
        _text(card.verify_label, x=_LEFT, y=582, size=20, fill=_MUTED),
        _text(card.verify, x=WIDTH - _LEFT, y=544, size=_fitting(card.verify, 22, 420), fill=_TEXT, anchor="end"),
        _text(f"{card.round_label} {card.round_id}", x=WIDTH - _LEFT, y=582, size=17, fill=_MUTED, anchor="end"),
    ]
    return "".join(parts)


def document_of(card: Card) -> str:
    """The picture as SVG. Every word in it is escaped; it names no file and no address to fetch."""
    mark = MARKS.get(card.mark, MARKS["club"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        "<defs>"
        '<linearGradient id="night" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#0e0a17"/>'
        '<stop offset="1" stop-color="#1f1126"/></linearGradient>'
        '<radialGradient id="stage" cx="0.5" cy="0.5" r="0.5">'
        '<stop offset="0" stop-color="#a78bff" stop-opacity="0.2"/>'
        '<stop offset="1" stop-color="#a78bff" stop-opacity="0"/></radialGradient>'
        '<filter id="glow" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="9"/></filter>'
        '<filter id="halo" x="-20%" y="-40%" width="140%" height="180%"><feGaussianBlur stdDeviation="16"/></filter>'
        "</defs>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#night)"/>'
        '<circle cx="938" cy="268" r="300" fill="url(#stage)"/>'
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">'
        f'<g transform="translate(764 94) scale(1.45)">{_neon(mark, 7)}</g>'
        f'<g transform="translate({_LEFT - 4} 68) scale(0.205)">{_neon(MARKS["club"], 17)}</g></g>'
        f'<g font-family="{FAMILY}" font-weight="700">{_words(card)}</g>'
        "</svg>"
    )


class CardPrinter:
    """Draws in processes of their own, a few pictures at once; the others wait their turn."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(DRAWN_AT_ONCE)

    async def print(self, card: Card) -> bytes:
        """The picture as PNG, 1200 by 630. Raises `CardUnavailableError` when it could not be drawn in time."""
        async with self._places:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", DRAWER, str(FONT), FAMILY, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=ROOT
            )
            try:
                async with asyncio.timeout(DRAWING_S_MAX):
                    picture, complaint = await process.communicate(document_of(card).encode())
            except TimeoutError as error:
                raise CardUnavailableError(retry_after_s=5) from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode != 0:
            log.error("card_not_drawn", complaint=complaint.decode(errors="replace")[-500:])
            raise CardUnavailableError(retry_after_s=5)
        DRAWN.inc()
        return picture
