const tube = { fill: "none", strokeLinecap: "round", strokeWidth: 3 } as const;

/** Two open rings that meet: each gap looks to the other. Decorative. */
export function FriendsArt({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 160 96" aria-hidden className={className} {...tube}>
      <g strokeWidth="9" opacity="0.16">
        <path d="M84 30A34 34 0 1 0 84 66" stroke="var(--pink)" />
        <path d="M76 66A34 34 0 1 0 76 30" stroke="var(--cyan)" />
      </g>
      <path d="M84 30A34 34 0 1 0 84 66" stroke="var(--pink)" />
      <path d="M76 66A34 34 0 1 0 76 30" stroke="var(--cyan)" />
      <path d="M80 40V56M72 48H88" stroke="var(--gold)" strokeWidth="2.5" />
    </svg>
  );
}
