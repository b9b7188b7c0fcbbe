import { type Card, type Rank, type Suit, rankText } from "./playing-card-code";

/** Silhouettes in a box of 24: they differ by outline alone. */
const suitPaths: Record<Suit, string> = {
  s: "M12 1.4C18.4 6.8 22 10.3 22 14.2c0 3-2.3 4.9-4.9 4.9-1.6 0-3-.8-3.9-2 .2 2.2 1.1 4.1 2.7 5.4H8.1c1.6-1.3 2.5-3.2 2.7-5.4-.9 1.2-2.3 2-3.9 2-2.6 0-4.9-1.9-4.9-4.9 0-3.9 3.6-7.4 10-12.8Z",
  h: "M12 21.8C5.2 16.2 1.8 12.4 1.8 8.3c0-3.2 2.5-5.5 5.4-5.5 2 0 3.8 1.1 4.8 3 1-1.9 2.8-3 4.8-3 2.9 0 5.4 2.3 5.4 5.5 0 4.1-3.4 7.9-10.2 13.5Z",
  d: "M12 1.2c2.4 4.2 5.1 7.7 8.8 10.8-3.7 3.1-6.4 6.6-8.8 10.8C9.6 18.6 6.9 15.1 3.2 12 6.9 8.9 9.6 5.4 12 1.2Z",
  c: "M12 1.6a4.8 4.8 0 0 1 3.7 7.9 4.9 4.9 0 1 1-2.5 7.9c.2 2 .9 3.8 2.4 5H8.4c1.5-1.2 2.2-3 2.4-5a4.9 4.9 0 1 1-2.5-7.9A4.8 4.8 0 0 1 12 1.6Z",
};

export function SuitGlyph({ suit, x = 0, y = 0, size = 24 }: { suit: Suit; x?: number; y?: number; size?: number }) {
  return <path d={suitPaths[suit]} fill="currentColor" transform={`translate(${x} ${y}) scale(${size / 24})`} />;
}

/** A card's front in a box of 100 × 140: a rank that reads at any size, its suit, and a picture below. */
export function CardFace({ rank, suit }: Card) {
  const text = rankText(rank);
  const isCourt = rank === "J" || rank === "Q" || rank === "K";
  return (
    <svg aria-hidden viewBox="0 0 100 140" className="playing-card-art">
      <text
        x={8}
        y={45}
        className="playing-card-rank"
        {...(text.length > 1 ? { textLength: 43, lengthAdjust: "spacingAndGlyphs" as const } : {})}
      >
        {text}
      </text>
      {isCourt ? (
        <>
          <SuitGlyph suit={suit} x={65} y={15} size={27} />
          <Court rank={rank} />
        </>
      ) : (
        <>
          <SuitGlyph suit={suit} x={9} y={56} size={25} />
          <SuitGlyph suit={suit} x={rank === "A" ? 35 : 41} y={rank === "A" ? 72 : 80} size={rank === "A" ? 60 : 50} />
        </>
      )}
    </svg>
  );
}

/** Court cards wear what a court of this city wore: a horsehair hat, a bride's coronet, a crown of gold trees. */
function Court({ rank }: { rank: Rank }) {
  const Emblem = rank === "J" ? Gat : rank === "Q" ? Jokduri : Crown;
  return (
    <g transform="translate(15 60) scale(1.1)" fill="none" stroke="currentColor" strokeWidth={3.2} strokeLinecap="round" strokeLinejoin="round">
      <Emblem />
    </g>
  );
}

function Gat() {
  return (
    <>
      <path d="M20 41 22.5 14c6-3.4 13-3.4 19 0L44 41c-8 3.4-16 3.4-24 0Z" fill="currentColor" fillOpacity={0.22} />
      <path d="M20.6 34c7.6 3 15.2 3 22.8 0" />
      <path d="M20 37.5C10 39 4 41.4 4 44c0 4.2 12.5 7.5 28 7.5S60 48.2 60 44c0-2.6-6-5-16-6.5" />
      <path d="M15 50c2 7 8 11.5 17 11.5S47 57 49 50" strokeDasharray="0.1 6.4" strokeWidth={4.6} />
    </>
  );
}

function Jokduri() {
  return (
    <>
      <path d="M9 46c0-8 3-13 7-17 2-8 8-14 16-14s14 6 16 14c4 4 7 9 7 17-7 4.5-15 6.5-23 6.5S16 50.5 9 46Z" fill="currentColor" fillOpacity={0.22} />
      <path d="M11.5 38c6 4.6 13 6.8 20.5 6.8S46.5 42.6 52.5 38" />
      <path d="M32 15V9.5M26.5 5.5 32 9.5l5.5-4M32 9.5V3" />
      <path d="M23 29.5h.1M32 27h.1M41 29.5h.1M27.5 35.5h.1M36.5 35.5h.1" strokeWidth={5.4} />
      <path d="M9 47v10M55 47v10" strokeDasharray="0.1 5.2" strokeWidth={4.4} />
    </>
  );
}

function Crown() {
  return (
    <>
      <path d="M8 45c16 4.5 32 4.5 48 0v10.5c-16 4.5-32 4.5-48 0Z" fill="currentColor" fillOpacity={0.22} />
      <path d="M32 48V4M22.5 16v7h19v-7M22.5 29v7h19v-7" />
      <path d="M13 46V12M6.5 20v7h13M51 46V12M57.5 20v7h-13" />
      <path d="M17 52.4h.1M32 53.2h.1M47 52.4h.1" strokeWidth={5} />
      <path d="M11 60.5h.1M53 60.5h.1" strokeWidth={5} />
    </>
  );
}
