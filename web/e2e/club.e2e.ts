import { randomBytes } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import {
  type Complaints,
  desk,
  goldBecomes,
  isLive,
  ko,
  open,
  origin,
  phone,
  picture,
  recordGold,
  recordedGold,
  shownGold,
  visitor,
} from "./stage";

const name = `e2e${randomBytes(5).toString("hex")}`;
const password = "a calm lounge phrase";
/** Less than any machine's reels take to stop after the answer. */
const reelsTurn_ms = 300;
const complaints: Complaints = [];

let browser: Browser;
let member: BrowserContext;
let page: Page;

/** The balance the server knows, asked with the page's own cookie session. */
async function serverGold(): Promise<number> {
  const answer = await member.request.post(`${origin}/api/auth/login`, { data: { site_id: name, password } });
  const { user } = (await answer.json()) as { user: { gold_balance: number } };
  return user.gold_balance;
}

async function press(label: string) {
  await page.getByRole("button", { name: label, exact: true }).first().click();
}

beforeAll(async () => {
  browser = await launchChromium();
  member = await visitor(browser, phone, complaints);
});

afterAll(async () => {
  await browser.close();
});

describe("a member's first evening", () => {
  it("enters with 5858", async () => {
    page = await open(member, "/");
    expect(page.url()).toBe(`${origin}/ko`);
    await picture(page, "landing-phone");
    await page.getByRole("link", { name: ko("landing", "enter") }).click();
    await page.getByLabel(ko("auth", "inviteCode")).fill("5858");
    await press(ko("auth", "invite.submit"));
    await page.getByLabel(ko("auth", "siteId"), { exact: true }).fill(name);
    await page.getByLabel(ko("auth", "nickname"), { exact: true }).fill(name);
    await page.getByLabel(ko("auth", "password"), { exact: true }).fill(password);
    await picture(page, "signup-phone");
    await press(ko("auth", "signUp.submit"));
    await page.waitForURL("**/ko/welcome");
    await page.getByRole("button", { name: ko("onboarding", "step.welcome.action") }).waitFor();
    await picture(page, "welcome-phone");
    await press(ko("onboarding", "later"));
    await page.waitForURL("**/ko/home");
    await isLive(page);
    expect(await shownGold(page)).toBe(await serverGold());
    await picture(page, "home-first-phone");
  });

  it("keeps the refresh token away from scripts and from storage", async () => {
    const cookies = await member.cookies();
    const refresh = cookies.find((cookie) => cookie.name === "__Host-refresh");
    expect(refresh).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
    expect(stored).not.toContain("eyJ");
    expect(stored).not.toContain(refresh?.value ?? "no refresh cookie");
  });

  it("spins, and a second tab shows the same gold without being touched", async () => {
    const other = await open(member, "/ko/wallet");
    await isLive(other);
    await page.goto(`${origin}/ko/slot?machine=ring-fruits`);
    await isLive(page);
    const before = await shownGold(page);
    await goldBecomes(other, before);
    const answer = page.waitForResponse("**/api/games/slot/spin");
    await page.locator("[data-slot=spin-button]:not([data-busy])").click();
    const { balance_after } = (await (await answer).json()) as { balance_after: number };
    await goldBecomes(page, balance_after);
    await goldBecomes(other, balance_after);
    expect(balance_after).toBe(await serverGold());
    await other.getByRole("table").getByText(ko("wallet", "kind.game_stake")).first().waitFor();
    await picture(other, "wallet-phone");
    await picture(page, "slot-phone");
    await other.close();
  });

  it("does not show a win before the reels have stopped", async () => {
    await page.goto(`${origin}/ko/slot?machine=ring-fruits`);
    await isLive(page);
    await page.route("**/api/games/slot/spin", async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { balance_after: number };
      await route.fulfill({ response, json: { ...body, balance_after: body.balance_after + 7_000_000 } });
    });
    const before = await shownGold(page);
    await recordGold(page);
    await page.locator("[data-slot=spin-button]:not([data-busy])").click();
    await page.locator("[data-slot=spin-button][data-busy]").waitFor();
    await page.locator("[data-slot=spin-button]:not([data-busy])").waitFor({ timeout: 40_000 });
    const { answered_ms, shown } = await recordedGold(page);
    const raised = shown.filter(({ gold }) => gold >= before);
    expect(shown[0]?.gold).toBeLessThan(before);
    expect(raised.filter(({ at_ms }) => at_ms < answered_ms + reelsTurn_ms)).toEqual([]);
    await page.unroute("**/api/games/slot/spin");
    await page.reload();
    await isLive(page);
    await goldBecomes(page, await serverGold());
  });

  it("finds the round in the history, replays it and proves it", async () => {
    await page.goto(`${origin}/ko/profile?tab=rounds`);
    await page.locator("[data-round]").first().click();
    const proof = page.getByRole("link", { name: ko("rounds", "replay.verify") });
    await proof.waitFor();
    await picture(page, "replay-phone");
    await proof.click();
    await page.waitForURL("**/ko/fairness?round=*");
    await press(ko("fairness", "waiting.action"));
    await page.locator("[data-slot=verification][data-agrees=true]").waitFor();
    await picture(page, "fairness-phone");
  });

  it("saves the history as CSV", async () => {
    await page.goto(`${origin}/ko/wallet`);
    const download = page.waitForEvent("download");
    await press(ko("wallet", "csv"));
    const file = await (await download).createReadStream();
    const text = (await file.toArray()).join("");
    expect(text.split("\r\n")[0]).toContain("balance_after");
    expect(text).toContain("game_stake");
  });

  it("is still there after a reload, and in a second browser", async () => {
    await page.goto(`${origin}/ko/home`);
    await page.reload();
    await isLive(page);
    const gold = await shownGold(page);
    const second = await visitor(browser, desk, complaints);
    const desktop = await open(second, "/ko/login?next=%2Fprofile");
    await desktop.getByLabel(ko("auth", "siteIdOrNickname")).fill(name);
    await desktop.getByLabel(ko("auth", "password"), { exact: true }).fill(password);
    await desktop.getByRole("button", { name: ko("auth", "login.submit"), exact: true }).click();
    await desktop.waitForURL("**/ko/profile");
    await goldBecomes(desktop, gold);
    await picture(desktop, "profile-desk");
    await desktop.goto(`${origin}/ko/home`);
    await isLive(desktop);
    await picture(desktop, "home-desk");
    await second.close();
  });

  it("says when the network is gone and goes on by itself", async () => {
    await isLive(page);
    await member.setOffline(true);
    await page.getByText(ko("shell", "offline")).waitFor();
    await member.setOffline(false);
    await page.getByText(ko("shell", "offline")).waitFor({ state: "detached" });
    await isLive(page);
  });

  it("logs out everywhere: the page, its other tab and the cookie", async () => {
    const other = await open(member, "/ko/home");
    await isLive(other);
    await page.goto(`${origin}/ko/settings`);
    await press(ko("settings", "sessions.logout"));
    await page.waitForURL("**/ko/login?*");
    await other.waitForURL("**/ko/login?*");
    const refreshed = await member.request.post(`${origin}/api/auth/refresh`, { headers: { "X-Session-Mode": "cookie" } });
    expect(refreshed.status()).toBe(401);
    await other.close();
  });

  it("shows its own page for an unknown address", async () => {
    const answer = await page.goto(`${origin}/ko/no-such-room`);
    expect(answer?.status()).toBe(404);
    await page.getByText(ko("shell", "notFound.title")).waitFor();
  });

  it("never broke its own content policy or threw", () => {
    const expected = /status of (401|404|402)|ERR_INTERNET_DISCONNECTED|WebSocket connection/;
    expect(complaints.filter((line) => !expected.test(line))).toEqual([]);
  });
});
