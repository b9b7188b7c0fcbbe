import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, type Member, desk, isLive, ko, member, open, origin, phone, picture, press, settled } from "./stage";

const tables = ["crash", "blackjack", "gacha", "videopoker", "roulette", "rps"] as const;
const machines = ["ring-fruits", "pojangmacha", "horangi"] as const;

type Round = { round_id: string };

const complaints: Complaints = [];
let browser: Browser;
let player: Member;
let page: Page;

async function play<Body = Round>(path: string, body: object): Promise<Body> {
  const answer = await player.post(path, body);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}

beforeAll(async () => {
  browser = await launchChromium();
  player = await member(browser, phone, complaints);
  page = await open(player.context, "/ko/games");
});

afterAll(async () => {
  await browser.close();
});

describe("the lobby", () => {
  it("opens every table and every machine", async () => {
    await isLive(page);
    expect(await page.locator("[data-game-tile]").evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-game-tile")))).toEqual([...tables]);
    for (const game of tables) {
      await page.locator(`[data-game-tile=${game}]`).click();
      await page.waitForURL(`**/ko/${game}`);
      await page.locator(`[data-game=${game}] h1`).waitFor();
      await page.goBack();
    }
    for (const machine of machines) {
      await page.locator(`[data-machine=${machine}]`).first().click();
      await page.waitForURL(`**/ko/slot?machine=${machine}`);
      await page.locator("[data-game=slot] h1").waitFor();
      await page.goBack();
    }
  });
});

describe("the odds page", () => {
  it("lists every game with its exact figures", async () => {
    await page.goto(`${origin}/ko/odds`);
    const games = page.getByRole("navigation", { name: ko("odds", "games") });
    await games.getByRole("link").nth(tables.length).waitFor();
    expect(await games.getByRole("link").count()).toBe(tables.length + 1);
    for (const game of tables) {
      await games.locator(`a[href$="/odds?game=${game}"]`).click();
      await games.locator(`a[href$="/odds?game=${game}"][aria-current=page]`).waitFor();
      await page.locator("[data-slot=table-odds]").getByText(/\d\s?%/).first().waitFor();
    }
  });
});

describe("the ranking", () => {
  it("shows the own place once a round was played", async () => {
    for (let round = 0; round < 3; round += 1) await play("/api/games/rps/play", { bet_amount: 50, choice: "rock" });
    await page.goto(`${origin}/ko/leaderboard?game=rps&period=day&metric=plays`);
    const own = page.getByRole("region", { name: ko("leaderboard", "you") });
    await own.getByText(player.name).waitFor({ timeout: 50_000 });
    await own.getByText("3", { exact: true }).last().waitFor({ timeout: 50_000 });
    await settled(page);
    await picture(page, "leaderboard-played-phone");
    await page.setViewportSize(desk);
    await picture(page, "leaderboard-played-desk");
    await page.setViewportSize(phone);
  });
});

describe("the proof", () => {
  /** One finished round of each game that is played alone, by its name. */
  async function rounds(): Promise<[string, Round][]> {
    const dealt = await play<{ hand_id: string }>("/api/games/videopoker/deal", { bet_amount: 100 });
    type Hand = { hand_id: string; status: string; step: number; round_id: string };
    let hand = await play<Hand>("/api/games/blackjack/deal", { bet_amount: 50 });
    if (hand.status === "open") hand = await play<Hand>(`/api/games/blackjack/${hand.hand_id}/action`, { action: "stand", step: hand.step });
    return [
      ["rps", await play("/api/games/rps/play", { bet_amount: 100, choice: "paper" })],
      ["videopoker", await play(`/api/games/videopoker/${dealt.hand_id}/draw`, { hold: [1, 2] })],
      ["blackjack", hand],
      ["gacha", await play("/api/gacha/spin", { banner_id: "lantern-street", count: 10 })],
      ["slot", await play("/api/games/slot/spin", { machine_id: "pojangmacha", bet_amount: 100 })],
    ];
  }

  it("agrees with a round of every game once the seed is revealed", async () => {
    const played = await rounds();
    await page.goto(`${origin}/ko/fairness?round=${played[0]?.[1].round_id}`);
    await press(page, ko("fairness", "waiting.action"));
    for (const [game, { round_id }] of played) {
      if (!page.url().endsWith(round_id)) await page.goto(`${origin}/ko/fairness?round=${round_id}`);
      const verdict = page.locator("[data-slot=verification]");
      await verdict.waitFor();
      expect(await verdict.getAttribute("data-agrees"), game).toBe("true");
      await settled(page);
      await picture(page, `proof-${game}-phone`);
    }
  });

  it("says so when a round was told otherwise than it was drawn", async () => {
    const { round_id } = await play("/api/games/rps/play", { bet_amount: 100, choice: "rock" });
    await play("/api/fairness/rotate", {});
    await page.route(`**/api/fairness/rounds/${round_id}`, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.replace(/("house_choice":\s*")(rock|paper|scissors)/, (_, name: string, hand: string) => `${name}${hand === "rock" ? "paper" : "rock"}`) });
    });
    await page.goto(`${origin}/ko/fairness?round=${round_id}`);
    await page.locator("[data-slot=verification][data-agrees=false]").waitFor();
    await page.unrouteAll({ behavior: "wait" });
  });

  it("replays a round of every game from the history", async () => {
    await page.goto(`${origin}/ko/profile?tab=rounds`);
    const row = page.locator("[data-round]");
    await row.nth(4).waitFor();
    for (const at of [0, 1, 2, 3, 4]) {
      await row.nth(at).click();
      const sheet = page.getByRole("dialog");
      await sheet.getByRole("link", { name: ko("rounds", "replay.verify") }).waitFor();
      await settled(page);
      await picture(page, `replay-${at}-phone`);
      await page.keyboard.press("Escape");
      await sheet.waitFor({ state: "detached" });
    }
  });
});

describe("the house", () => {
  it("never broke its own content policy or threw", () => {
    expect(complaints).toEqual([]);
  });
});
