export type ActivityName = "online" | "rounds" | "bigWins";

/** The club's open rings, drawn small: people, a turning reel, a win. */
export function ActivityMark({ name }: { name: ActivityName }) {
  return (
    <svg aria-hidden viewBox="0 0 20 20" fill="none" strokeWidth={1.6} strokeLinecap="round" className="size-5 shrink-0">
      {name === "online" ? (
        <g className="stroke-cyan">
          <path d="M7.5 9.2a3 3 0 1 1 1.9-.7" />
          <path d="M2.8 16.2a5 5 0 0 1 9.4 0" />
          <path d="M13 4.6a2.6 2.6 0 1 1-.4 4.9M14.6 12a4.6 4.6 0 0 1 2.9 3.4" />
        </g>
      ) : name === "rounds" ? (
        <g className="stroke-violet">
          <path d="M16.6 8.2a7 7 0 1 0 .3 3.4" />
          <path d="M17.4 4.6v3.8h-3.8" />
          <circle cx="10" cy="10" r="2.2" />
        </g>
      ) : (
        <g className="stroke-gold">
          <path d="M10 2.8v2.4M15.4 4.8l-1.6 1.8M4.6 4.8l1.6 1.8" />
          <path d="M13.9 10.4a4.2 4.2 0 1 1-2.2-2.9" />
          <path d="M5.4 17.2h9.2" />
        </g>
      )}
    </svg>
  );
}
