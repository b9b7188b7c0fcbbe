/** How a banner pulls, done again in the browser for verification. The server's is `domains/gacha/rules.py`. */
import type { Currency, Tier } from "./api/banners";

const PPM = 1_000_000;

type Text = { en: string; ko: string };
export type Item = { id: string; name: Text; tier: Tier; weight: number };
/** A banner's table. Chances in parts per million; `cost` of one pull and `conversion` of a copy in its currency. */
export type Law = {
  id: string;
  currency: Currency;
  cost: number;
  rates: Record<Tier, number>;
  pity: { sr_within: number; soft_from: number; soft_step_ppm: number; hard: number };
  rate_up: { featured: readonly string[]; share_ppm: number } | null;
  conversion: Record<Tier, number>;
  items: readonly Item[];
};
/** Pulls since the last SSR, since the last SR or better, and whether the next SSR is a featured one. */
export type Counters = { since_ssr: number; since_sr: number; featured_next: boolean };
export type Pulled = { items: Item[]; after: Counters };

/** A stream of uniform integers, as `features/fairness/lib/draw` makes it. */
export type Source = { below: (n: number) => Promise<number> };

/** The odds of the next pull. What soft pity adds to the SSR is taken from N first, then R, then SR; when SR or better is due, the rest is SR. */
export function tierOdds({ rates, pity }: Law, { since_ssr, since_sr }: Counters): Record<Tier, number> {
  const pull = since_ssr + 1;
  const soft = Math.max(0, pull - pity.soft_from + 1) * pity.soft_step_ppm;
  const SSR = pull >= pity.hard ? PPM : Math.min(PPM, rates.SSR + soft);
  if (since_sr + 1 >= pity.sr_within) return { N: 0, R: 0, SR: PPM - SSR, SSR };
  const SR = Math.min(rates.SR, PPM - SSR);
  const R = Math.min(rates.R, PPM - SSR - SR);
  return { N: PPM - SSR - SR - R, R, SR, SSR };
}

export function isFeatured(law: Law, item: Item): boolean {
  return law.rate_up?.featured.includes(item.id) ?? false;
}

/** The counters after an item. Only an SSR sets the SSR counter back. */
function advance(law: Law, { since_ssr, since_sr, featured_next }: Counters, item: Item): Counters {
  if (item.tier === "SSR") return { since_ssr: 0, since_sr: 0, featured_next: law.rate_up ? !isFeatured(law, item) : featured_next };
  return { since_ssr: since_ssr + 1, since_sr: item.tier === "SR" ? 0 : since_sr + 1, featured_next };
}

async function pullOne(law: Law, counters: Counters, source: Source): Promise<Item> {
  const odds = tierOdds(law, counters);
  const at = await source.below(PPM);
  if (at >= odds.SSR) {
    const tier = at < odds.SSR + odds.SR ? "SR" : at < odds.SSR + odds.SR + odds.R ? "R" : "N";
    return pick(law, tier, false, source);
  }
  const { rate_up } = law;
  const featured = rate_up !== null && (counters.featured_next || (await source.below(PPM)) < rate_up.share_ppm);
  return pick(law, "SSR", featured, source);
}

async function pick(law: Law, tier: Tier, featured: boolean, source: Source): Promise<Item> {
  const pool = law.items.filter((item) => item.tier === tier && isFeatured(law, item) === featured);
  let at = await source.below(pool.reduce((sum, { weight }) => sum + weight, 0));
  for (const item of pool) {
    at -= item.weight;
    if (at < 0) return item;
  }
  throw new RangeError("a draw past the weights of its pool");
}

/** `count` pulls in a row from one draw, from the counters a player brought. */
export async function pullAll(law: Law, count: number, before: Counters, source: Source): Promise<Pulled> {
  let after = before;
  const items: Item[] = [];
  for (let i = 0; i < count; i += 1) {
    const item = await pullOne(law, after, source);
    after = advance(law, after, item);
    items.push(item);
  }
  return { items, after };
}
