const bulbs = [38, 92, 150, 212, 268, 322, 372];

/** Where a bulb hangs on the rope's sag. */
const sag = (x: number) => 26 + 34 * (1 - ((x - 205) / 205) ** 2);

/** The yard behind the capsules: a rope of bulbs, far hills, tiled roofs. Decorative. */
export function YardScene() {
  return (
    <svg aria-hidden className="yard-scene" viewBox="0 0 410 360" preserveAspectRatio="xMidYMax slice">
      <path className="rope" d="M0 26Q205 94 410 26" />
      {bulbs.map((x) => (
        <g key={x}>
          <circle className="bulb-glow" cx={x} cy={sag(x) + 5} r="9" />
          <circle className="bulb" cx={x} cy={sag(x) + 5} r="2.6" />
        </g>
      ))}
      <path className="far" d="M0 322c40-26 70-34 104-30 26 4 42 20 70 18 34-2 52-40 92-40 38 0 60 32 92 34 20 1 36-6 52-14v70H0z" />
      <path className="near" d="M0 336l30-14c26 8 58 8 84 0l26 14h18l24-12c24 7 52 7 76 0l24 12h20l28-14c20 6 40 7 60 3l20 10v25H0z" />
    </svg>
  );
}
