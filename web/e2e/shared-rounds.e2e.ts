import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, type Member, answered, desk, goldBecomes, isLive, ko, member, open, overflow, phone, picture, settled, shownGold } from "./stage";

/** A lift may climb for two minutes and a half before it stops. */
const longestRide_ms = 200_000;
/** A new round may begin between two presses, and a lift may stop before anybody could leave it. */
const tries = 8;

type Seat = Member & { page: Page };
type Placed = { bet_id: string; round_id: string; number: number; bet_amount: number; balance_after: number };

const complaints: Complaints = [];
let browser: Browser;

async function seats(path: string): Promise<[Seat, Seat]> {
  const take = async (viewport: typeof phone): Promise<Seat> => {
    const who = await member(browser, viewport, complaints);
    const page = await open(who.context, `/ko${path}`);
    page.setDefaultTimeout(60_000);
    await isLive(page);
    await settled(page);
    return { ...who, page };
  };
  return Promise.all([take(phone), take(desk)]);
}

/** Presses on both screens until one round took both bets. */
async function together(first: () => Promise<Placed>, second: () => Promise<Placed>, again: () => Promise<unknown>): Promise<[Placed, Placed]> {
  for (let tried = 1; tried <= tries; tried += 1) {
    const [one, other] = await Promise.all([first(), second()]);
    if (one.round_id === other.round_id) return [one, other];
    await again();
  }
  throw new Error(`no round took both bets in ${tries} tries`);
}

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

// Chance decides how long a round lasts: one that stops at once leaves a slow browser nothing to see, and another is played.
describe.concurrent("one round for two players", () => {
  it("lifts both with one cable car: each sees the other's bet, who leaves is paid, and both see where it stopped", { timeout: 3 * longestRide_ms, retry: 2 }, async () => {
    const [leaver, stayer] = await seats("/crash");
    const panel = (seat: Seat) => seat.page.locator(".crash-panel").first();
    const bet = (seat: Seat) => () => answered<Placed>(seat.page, "/crash/bet", () => panel(seat).locator(".crash-press:enabled").click(), longestRide_ms);
    const atRest = (seat: Seat) => panel(seat).and(seat.page.locator("[data-phase=ended], [data-phase=open]")).waitFor({ timeout: longestRide_ms });
    const row = (on: Seat, of: Seat) => on.page.locator(".crash-player", { hasText: of.name });
    const stopped = (seat: Seat, number: number) => seat.page.locator(`.crash-pill[aria-label^="${number}번째"]`);

    await panel(leaver).getByRole("button", { name: "200", exact: true }).click();
    for (let tried = 1; ; tried += 1) {
      const before = await shownGold(stayer.page);
      const [mine, theirs] = await together(bet(leaver), bet(stayer), () => Promise.all([atRest(leaver), atRest(stayer)]));
      await Promise.all([row(leaver, stayer).waitFor(), row(stayer, leaver).waitFor()]);
      await panel(leaver).and(leaver.page.locator("[data-phase=riding], [data-phase=ended]")).waitFor();
      const cashout = leaver.page.waitForResponse("**/api/games/crash/cashout", { timeout: longestRide_ms });
      const left = await leaver.page
        .locator(".crash-leave")
        .click({ timeout: 2_000 })
        .then(() => cashout)
        .catch(() => null);
      if (left === null || !left.ok()) {
        cashout.catch(() => undefined);
        expect(tried, "every lift stopped at once").toBeLessThan(tries);
        await Promise.all([atRest(leaver), atRest(stayer)]);
        continue;
      }
      await Promise.all([picture(leaver.page, "crash-left-phone"), picture(stayer.page, "crash-riding-desk")]);
      const paid = (await left.json()) as { multiplier: number; win_amount: number; balance_after: number };
      expect(paid.win_amount).toBe(Math.floor((mine.bet_amount * Math.round(paid.multiplier * 100)) / 100));
      expect(paid.balance_after).toBe(mine.balance_after + paid.win_amount);
      await goldBecomes(leaver.page, paid.balance_after);
      await row(stayer, leaver).and(stayer.page.locator("[data-status=cashed_out]")).getByText(`${paid.multiplier.toFixed(2)}×`).waitFor();
      const pills = await Promise.all(
        [leaver, stayer].map(async (seat) => {
          await stopped(seat, mine.number).waitFor({ timeout: longestRide_ms });
          return stopped(seat, mine.number).textContent();
        }),
      );
      expect(pills[0]).toBe(pills[1]);
      expect(Number.parseFloat(pills[0] ?? "")).toBeGreaterThanOrEqual(paid.multiplier);
      expect(theirs.balance_after).toBeLessThan(before);
      await goldBecomes(stayer.page, theirs.balance_after);
      await stopped(leaver, mine.number).click();
      const proof = leaver.page.getByRole("dialog");
      await proof.locator("[data-ok]").first().waitFor();
      expect(await proof.locator("[data-ok=false]").count()).toBe(0);
      await settled(leaver.page);
      await picture(leaver.page, "crash-proof-phone");
      return;
    }
  });

  it("turns one wheel for both: each sees the other's chip, the number is one, and it pays what the cloth says", { timeout: 180_000, retry: 2 }, async () => {
    const [one, other] = await seats("/roulette");
    const place = (seat: Seat, spot: string) => async () => {
      await seat.page.locator(`[data-spot^="${spot}"]`).first().click();
      return answered<Placed>(seat.page, "/roulette/bet", () => seat.page.locator("button[aria-keyshortcuts=b]:enabled").click());
    };
    const [mine, theirs] = await together(place(one, "red:"), place(other, "straight:17"), () => Promise.resolve());
    await Promise.all([
      one.page.locator('[data-spot="straight:17"] .roulette-others').waitFor(),
      other.page.locator('[data-spot^="red:"] .roulette-others').waitFor(),
      goldBecomes(one.page, mine.balance_after),
    ]);
    await Promise.all([one, other].map(({ page }) => page.locator('.roulette-wheel[data-phase="running"]').waitFor()));
    await Promise.all([picture(one.page, "roulette-turning-phone"), picture(other.page, "roulette-turning-desk")]);
    const shown = await Promise.all(
      [one, other].map(async ({ page }) => {
        const past = page.locator(`.roulette-past[aria-label^="${mine.number}번째"]`);
        await past.waitFor();
        return Number(await past.textContent());
      }),
    );
    expect(shown[0]).toBe(shown[1]);
    const reds = new Set([1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36]);
    await Promise.all([
      goldBecomes(one.page, mine.balance_after + (reds.has(shown[0] ?? 0) ? 2 * mine.bet_amount : 0)),
      goldBecomes(other.page, theirs.balance_after + (shown[0] === 17 ? 36 * theirs.bet_amount : 0)),
    ]);
    await one.page.locator(`.roulette-past[aria-label^="${mine.number}번째"]`).click();
    await one.page.getByRole("dialog").getByText(ko("roulette", "proof.pocket", { computed: shown[0] ?? -1, shown: shown[0] ?? -1 })).waitFor();
    expect(await one.page.getByRole("dialog").locator(".text-loss").count()).toBe(0);
    expect(await overflow(one.page)).toBeLessThanOrEqual(0);
  });
});

describe("shared rounds", () => {
  it("never broke its own content policy or threw", () => {
    expect(complaints.filter((line) => !/status of 409/.test(line))).toEqual([]);
  });
});
