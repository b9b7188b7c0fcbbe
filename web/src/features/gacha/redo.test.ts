/** The browser's law of the banners against the pulls the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import { redo } from "./redo";
import type { Counters, Law } from "./rules";

type Golden = {
  banner_id: string;
  server_seed: string;
  client_seed: string;
  nonce: number;
  count: number;
  before: Counters;
  owned: string[];
  items: string[];
  converted: number[];
  after: Counters;
  payout: number;
};
type Outcome = {
  win_amount: number;
  items: { item_id: string; tier: string; is_new: boolean; is_rate_up: boolean; converted_to: { currency: string; amount: number } | null }[];
  pity: Counters & { ssr_due_in: number; sr_due_in: number };
};

const { rounds } = JSON.parse(readFileSync("../tests/golden/gacha.json", "utf8")) as { rounds: Golden[] };
const banner = (id: string) => JSON.parse(readFileSync(`../casino_club/domains/gacha/banners/${id}.json`, "utf8")) as Law & Record<string, unknown>;

async function again(round: Golden): Promise<Outcome> {
  const { banner_id, count, before: pity, owned } = round;
  return (await redo({ banner_id, count, pity, owned }, await Draw.open(round), banner(banner_id))) as Outcome;
}

describe("a pull again", () => {
  it.each(rounds.map((round) => [`${round.banner_id} #${round.nonce}`, round] as const))("%s", async (_, round) => {
    const { win_amount, items, pity } = await again(round);
    expect([win_amount, items.map(({ item_id }) => item_id)]).toEqual([round.payout, round.items]);
    expect(items.map(({ converted_to }) => converted_to?.amount ?? 0)).toEqual(round.converted);
    expect(items.map(({ is_new }) => is_new)).toEqual(round.items.map((id, i) => !round.owned.includes(id) && round.items.indexOf(id) === i));
    const { featured = [] } = banner(round.banner_id).rate_up ?? {};
    expect(items.map(({ is_rate_up }) => is_rate_up)).toEqual(round.items.map((id) => featured.includes(id)));
    expect(pity).toMatchObject(round.after);
  });

  it("covers both guarantees, the featured one and soft pity", async () => {
    const { pity, rate_up } = banner("moonrise");
    const sure = rounds.filter(({ banner_id, before }) => banner_id === "moonrise" && before.since_ssr === pity.hard - 1);
    expect(sure.length).toBeGreaterThan(0);
    for (const round of sure) expect((await again(round)).items[0]?.tier).toBe("SSR");
    const promised = sure.filter(({ before }) => before.featured_next);
    expect(promised.length).toBeGreaterThan(0);
    for (const round of promised) expect(rate_up?.featured).toContain(round.items[0]);
    const due = rounds.filter(({ before }) => before.since_sr === pity.sr_within - 1);
    expect(due.length).toBeGreaterThan(0);
    for (const round of due) expect((await again(round)).items[0]?.tier).toMatch(/^S/);
    expect(rounds.some(({ before }) => before.since_ssr + 1 >= pity.soft_from && before.since_ssr + 1 < pity.hard)).toBe(true);
  });

  it("tells how far the guarantees are", async () => {
    const round = rounds.find(({ count, after }) => count === 1 && after.since_ssr > 0) as Golden;
    const { pity } = await again(round);
    expect([pity.ssr_due_in, pity.sr_due_in]).toEqual([70 - round.after.since_ssr, 10 - round.after.since_sr]);
  });
});
