import type { Tier } from "../api/banners";

/** A tier in letters and light. */
export function TierMark({ tier }: { tier: Tier }) {
  return (
    <span className="tier-mark" data-tier={tier}>
      {tier}
    </span>
  );
}
