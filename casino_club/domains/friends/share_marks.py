"""The games' neon signs: lines of light in a box of 240 units, by the name `share_rules.mark_of` gives.

Each line is (tone, path). Tones are the club's: pink, cyan, violet, gold, and white for the quiet parts.
"""

from typing import Final

Line = tuple[str, str]


def _ring(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}A{r} {r} 0 1 1 {x + r} {y}A{r} {r} 0 1 1 {x - r} {y}Z"


def _box(x: float, y: float, width: float, height: float, r: float) -> str:
    return (
        f"M{x + r} {y}H{x + width - r}A{r} {r} 0 0 1 {x + width} {y + r}V{y + height - r}"
        f"A{r} {r} 0 0 1 {x + width - r} {y + height}H{x + r}A{r} {r} 0 0 1 {x} {y + height - r}V{y + r}"
        f"A{r} {r} 0 0 1 {x + r} {y}Z"
    )


CLUB: Final[tuple[Line, ...]] = (
    ("pink", "M95 91.4A39 39 0 1 1 145 91.4"),
    ("cyan", "M99 152A39 39 0 1 1 78.8 106"),
    ("violet", "M161.2 106A39 39 0 1 1 141 152"),
    ("gold", "M120 130.500V190.5"),
    ("gold", "M52.5 205.500A120 120 0 0 0 187.5 205.5"),
)

MARKS: Final[dict[str, tuple[Line, ...]]] = {
    "club": CLUB,
    "slot": (
        ("violet", _box(24, 52, 192, 136, 22)),
        ("white", "M88 66V174M152 66V174"),
        ("pink", "M42 96H70L52 146"),
        ("gold", "M106 96H134L116 146"),
        ("cyan", "M170 96H198L180 146"),
        ("pink", "M216 96H230V78"),
    ),
    "ring-fruits": (
        ("pink", _ring(78, 158, 38)),
        ("pink", _ring(160, 166, 34)),
        ("cyan", "M84 118C92 84 112 58 148 40C150 76 154 106 158 130"),
        ("gold", "M148 40C172 28 200 34 212 56C190 66 164 62 148 40Z"),
        ("white", "M58 150A22 22 0 0 1 72 136M144 158A18 18 0 0 1 156 147"),
    ),
    "pojangmacha": (
        ("gold", "M20 92L44 40H196L220 92Z"),
        ("pink", "M20 92A25 25 0 0 0 70 92A25 25 0 0 0 120 92A25 25 0 0 0 170 92A25 25 0 0 0 220 92"),
        ("violet", "M40 120V206M200 120V206M40 164H200"),
        ("white", "M78 40L70 92M120 40V92M162 40L170 92"),
        ("cyan", "M96 146C90 136 102 132 96 122M120 146C114 136 126 132 120 122M144 146C138 136 150 132 144 122"),
    ),
    "horangi": (
        ("gold", "M60 76C44 72 34 52 42 34C62 34 78 44 86 58M180 76C196 72 206 52 198 34C178 34 162 44 154 58"),
        (
            "gold",
            "M86 58C106 50 134 50 154 58C190 74 206 110 200 146C192 184 158 208 120 208"
            "C82 208 48 184 40 146C34 110 50 74 86 58Z",
        ),
        ("pink", "M108 146H132L120 160ZM120 160V170M120 170C112 182 98 182 92 174M120 170C128 182 142 182 148 174"),
        ("cyan", _ring(86, 116, 10)),
        ("cyan", _ring(154, 116, 10)),
        ("violet", "M120 66V92M104 72H136M108 86H132M42 128L64 132M44 152L66 150M198 128L176 132M196 152L174 150"),
    ),
    "crash": (
        ("violet", "M12 152Q120 130 228 30"),
        ("white", "M120 112V138M98 156H110M130 156H142"),
        ("cyan", _box(84, 138, 72, 54, 14)),
        ("pink", "M84 174H156"),
        ("gold", "M52 62V82M42 72H62M90 28V42M83 35H97M186 150V164M179 157H193"),
        ("violet", "M12 222L62 204L98 216L160 206L228 222"),
    ),
    "blackjack": (
        (
            "cyan",
            "M44 62L116 48A12 12 0 0 1 130 57L150 165A12 12 0 0 1 141 179"
            "L69 193A12 12 0 0 1 55 184L34 76A12 12 0 0 1 44 62Z",
        ),
        ("pink", "M150 62L196 72A12 12 0 0 1 206 86L182 186A12 12 0 0 1 168 196L150 192"),
        ("gold", "M78 146L92 92L112 140M84 126L107 122"),
    ),
    "gacha": (
        ("violet", "M120 18V46M92 46H148M92 194H148M104 194V222M136 194V222"),
        ("gold", "M92 46C40 78 40 162 92 194M148 46C200 78 200 162 148 194"),
        ("pink", "M108 48C88 90 88 150 108 192M132 48C152 90 152 150 132 192"),
        ("cyan", "M120 98L127 114L144 116L131 127L135 144L120 135L105 144L109 127L96 116L113 114Z"),
    ),
    "videopoker": (
        ("violet", _box(10, 96, 38, 58, 8)),
        ("cyan", _box(55, 82, 38, 58, 8)),
        ("gold", _box(101, 76, 38, 58, 8)),
        ("cyan", _box(147, 82, 38, 58, 8)),
        ("violet", _box(192, 96, 38, 58, 8)),
        ("pink", "M110 120L120 92L130 120M114 111H126"),
        ("white", "M40 186H200"),
    ),
    "roulette": (
        ("violet", _ring(120, 120, 98)),
        ("pink", _ring(120, 120, 72)),
        (
            "white",
            "M120 22V48M189.3 50.700L170.9 69.100M218 120H192M189.3 189.300L170.9 170.9"
            "M120 218V192M50.7 189.300L69.1 170.900M22 120H48M50.7 50.700L69.1 69.1",
        ),
        ("gold", "M120 84V156M84 120H156"),
        ("gold", _ring(120, 120, 18)),
        ("cyan", _ring(164, 62, 9)),
    ),
    "rps": (
        ("pink", "M30 94L42 54L72 36L104 48L114 82L96 112L52 112Z"),
        ("pink", "M72 36L76 70L114 82M76 70L52 112"),
        ("cyan", _box(132, 36, 80, 80, 12)),
        ("cyan", "M150 58H194M150 76H194M150 94H178"),
        ("gold", "M88 212L148 140M152 212L92 140"),
        ("gold", _ring(80, 218, 14)),
        ("gold", _ring(160, 218, 14)),
    ),
}
"""The scissors, the paper and the stone of `rps` are things, not hands: they read at any size."""
