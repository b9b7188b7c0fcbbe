import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import {
  type Complaints,
  type Member,
  answered,
  desk,
  figure,
  goldBecomes,
  isLive,
  ko,
  member,
  open,
  origin,
  overflow,
  phone,
  picture,
  press,
  settled,
  shownGold,
} from "./stage";

type Play = { bet_amount: number; win_amount: number; balance_after: number };

const complaints: Complaints = [];
let browser: Browser;
let player: Member;
let page: Page;

async function enter(path: string): Promise<void> {
  await page.setViewportSize(phone);
  await page.goto(`${origin}/ko${path}`);
  await isLive(page);
  await settled(page);
}

/** The same table on a desk, kept as a picture, and back on the phone. */
async function onDesk(name: string): Promise<void> {
  await page.setViewportSize(desk);
  await settled(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await picture(page, `${name}-desk`);
  await page.setViewportSize(phone);
}

/** The header comes to show what the answer says, and that is the gold before, less the stake, with the win. */
async function goldMoved(before: number, { bet_amount, win_amount, balance_after }: Play): Promise<void> {
  expect(balance_after).toBe(before - bet_amount + win_amount);
  await goldBecomes(page, balance_after);
}

/** Codes of the cards a part of the page shows, face down ones as null. */
async function cardsIn(part: string): Promise<(string | null)[]> {
  return page.locator(`${part} [data-slot=playing-card]`).evaluateAll((cards) => cards.map((card) => card.getAttribute("data-card")));
}

beforeAll(async () => {
  browser = await launchChromium();
  player = await member(browser, phone, complaints);
  page = await open(player.context, "/ko/games");
});

afterAll(async () => {
  await browser.close();
});

describe("rock-paper-scissors", () => {
  it("throws the chosen hand, tells the result as it is and moves the gold", async () => {
    await enter("/rps");
    const promised = await page.getByLabel(ko("rps", "promise.title")).textContent();
    const before = await shownGold(page);
    await page.getByRole("radio", { name: ko("rps", "hand.paper") }).click();
    const round = await answered<Play & { choice: string; result: string; fairness: { server_seed_hash: string; nonce: number } }>(page, "/rps/play", () =>
      press(page, ko("rps", "throw", { amount: 100, hand: ko("rps", "hand.paper") })),
    );
    expect(round.choice).toBe("paper");
    expect(promised).toContain(round.fairness.server_seed_hash);
    expect(promised).toContain(ko("rps", "promise.hash", { number: round.fairness.nonce }));
    await page.locator(`[data-result=${round.result}]:not([data-throwing])`).waitFor();
    await goldMoved(before, { ...round, bet_amount: 100 });
    await settled(page);
    await picture(page, "rps-played-phone");
    await onDesk("rps-played");
  });

  it("throws again by the space bar and keeps every throw in the history", async () => {
    const before = await shownGold(page);
    const round = await answered<Play>(page, "/rps/play", () => page.keyboard.press("Space"));
    await goldMoved(before, round);
    await page.locator("[data-result]:not([data-throwing])").waitFor();
    await press(page, ko("frame", "history"));
    await page.getByRole("dialog").locator("a[href*='/fairness?round=']").nth(1).waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("video poker", () => {
  it("deals, survives a reload with the hand waiting, keeps what is held and pays what it says", async () => {
    await enter("/videopoker");
    const before = await shownGold(page);
    const dealt = await answered<{ bet_amount: number; balance_after: number; cards: string[] }>(page, "/videopoker/deal", () => press(page, ko("videopoker", "deal")));
    expect(dealt.balance_after).toBe(before - dealt.bet_amount);
    await goldBecomes(page, dealt.balance_after);
    expect(await cardsIn(".poker-hand")).toEqual(dealt.cards);

    await page.reload();
    await isLive(page);
    await page.locator(".poker-hand[data-phase=holding]").waitFor();
    expect(await cardsIn(".poker-hand")).toEqual(dealt.cards);
    for (const place of [0, 3]) await page.locator(".poker-place").nth(place).click();
    await settled(page);
    await picture(page, "videopoker-holding-phone");

    const drawn = await answered<Play & { cards: string[]; hold: number[]; pay: number }>(page, "/videopoker/.+/draw", () => press(page, ko("videopoker", "draw")));
    expect(drawn.hold).toEqual([0, 3]);
    expect([drawn.cards[0], drawn.cards[3]]).toEqual([dealt.cards[0], dealt.cards[3]]);
    expect(drawn.win_amount).toBe(drawn.pay * dealt.bet_amount);
    await page.locator(".poker-hand[data-phase=idle]").waitFor();
    expect(await cardsIn(".poker-hand")).toEqual(drawn.cards);
    await goldMoved(before, { ...drawn, bet_amount: dealt.bet_amount });
    await settled(page);
    await onDesk("videopoker-drawn");
  });
});

describe("lantern capsules", () => {
  type Pull = { balance_after: number; cost: number; win_amount: number; items: { item_id: string; name: { ko: string } }[]; pity: { ssr_due_in: number; sr_due_in: number } };
  const found = new Set<string>();

  async function pull(label: "one" | "ten", cost: number): Promise<Pull> {
    const before = await shownGold(page);
    const pulled = await answered<Pull>(page, "/gacha/spin", () => page.getByRole("button", { name: new RegExp(ko("gacha", `pull.${label}`)) }).click());
    const skip = page.getByRole("button", { name: ko("gacha", "reveal.skip") });
    await page.locator(".yard[data-phase=opening], .yard[data-phase=open]").waitFor();
    await skip.click({ timeout: 2_000 }).catch(() => undefined);
    await page.locator(".yard[data-phase=open]").waitFor();
    expect(await page.locator(".yard .capsule-name").allTextContents()).toEqual(pulled.items.map(({ name }) => name.ko));
    expect(pulled.balance_after).toBe(before - cost + pulled.win_amount);
    await goldBecomes(page, pulled.balance_after);
    for (const [what, due] of [["ssr", pulled.pity.ssr_due_in], ["sr", pulled.pity.sr_due_in]] as const) {
      const meter = page.getByRole("meter", { name: ko("gacha", `pity.${what}`), exact: true });
      expect(await meter.getAttribute("aria-valuetext")).toContain(due === 1 ? "한 번" : `${due}`);
    }
    for (const { name } of pulled.items) found.add(name.ko);
    return pulled;
  }

  it("opens one, then ten, and counts towards both guarantees", async () => {
    await enter("/gacha");
    expect((await pull("one", 300)).items).toHaveLength(1);
    await settled(page);
    await picture(page, "gacha-one-phone");
    expect((await pull("ten", 3_000)).items).toHaveLength(10);
    await settled(page);
    await picture(page, "gacha-ten-phone");
    await onDesk("gacha-ten");
  });

  it("lights what was found in the collection and keeps both pulls in the history", async () => {
    await press(page, ko("gacha", "collection.title"));
    const lit = page.getByRole("dialog").locator("li:has(svg:not([data-unlit]))");
    await lit.first().waitFor();
    expect(await lit.count()).toBe(found.size);
    for (const name of found) await lit.getByText(name, { exact: true }).waitFor();
    await settled(page);
    await picture(page, "gacha-collection-phone");
    await page.keyboard.press("Escape");
    await press(page, ko("frame", "history"));
    await page.getByRole("dialog").locator("ol > li").nth(1).waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("blackjack", () => {
  type Hand = {
    hand_id: string;
    status: "open" | "settled";
    balance_after: number;
    net: number | null;
    actions: string[];
    dealer: { cards: (string | null)[] };
    hands: { cards: string[]; bet_amount: number }[];
  };

  it("keeps the dealer's card hidden until the player stands, then settles in the header", async () => {
    await enter("/blackjack");
    let before = await shownGold(page);
    let hand = await answered<Hand>(page, "/blackjack/deal", () => press(page, ko("blackjack", "deal", { amount: figure(50) })));
    // A natural ends at once: another hand is dealt until one waits for the player.
    while (hand.status === "settled") {
      await goldBecomes(page, hand.balance_after);
      before = hand.balance_after;
      hand = await answered<Hand>(page, "/blackjack/deal", () => page.locator("button[aria-keyshortcuts=Space]:enabled").click());
    }
    expect(hand.dealer.cards[1]).toBeNull();
    await goldBecomes(page, before - 50);
    await page.reload();
    await isLive(page);
    const stand = page.getByRole("button", { name: new RegExp(`^${ko("blackjack", "action.stand")}`) });
    await stand.waitFor();
    expect(await cardsIn(".bj-hands")).toEqual(hand.hands[0]?.cards);
    expect(await cardsIn(".bj-seat")).toEqual([hand.dealer.cards[0], null]);
    await settled(page);
    await picture(page, "blackjack-turn-phone");
    await page.setViewportSize(desk);
    const ended = await answered<Hand>(page, "/blackjack/.+/action", () => stand.click());
    expect(ended.status).toBe("settled");
    await goldBecomes(page, ended.balance_after);
    expect(ended.balance_after).toBe(before + (ended.net ?? Number.NaN));
    await page.locator(".bj-felt[data-settled]").waitFor();
    expect(await cardsIn(".bj-seat")).toEqual(ended.dealer.cards);
    await settled(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, "blackjack-settled-desk");
  });
});

describe("every table", () => {
  it("never broke its own content policy or threw", () => {
    expect(complaints).toEqual([]);
  });
});
