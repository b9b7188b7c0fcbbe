import { randomBytes } from "node:crypto";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, desk, open, origin, phone, picture, visitor } from "./stage";

const narrowest = { width: 360, height: 740 };
const guestPaths = ["", "/invite", "/login", "/signup", "/no-such-room"];
const memberPaths = ["/home", "/slot", "/wallet", "/profile", "/profile?tab=rounds", "/settings", "/fairness", "/odds"];

const complaints: Complaints = [];
let browser: Browser;
let guest: BrowserContext;
let member: BrowserContext;

/** Violations of WCAG 2.2 A and AA that axe finds on the page as drawn, contrast included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations: rules } = await inPage.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return rules.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
  return [...new Set(found)];
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[data-slot=skeleton]") === null);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === 1).map((one) => one.finished)));
}

function nameOf(path: string): string {
  return path.replace(/^\//, "").replaceAll(/\W+/g, "-") || "landing";
}

/** One page in both lights on a phone, on the narrowest phone, and on a desk. */
async function inspect(context: BrowserContext, path: string): Promise<void> {
  const page = await open(context, `/ko${path}`);
  for (const theme of ["day", "night"]) {
    await page.evaluate((chosen) => localStorage.setItem("casino-club.theme", chosen), theme);
    await page.goto(`${origin}/ko${path}`, { waitUntil: "load" });
    await settled(page);
    expect(await violations(page), theme).toEqual([]);
    await picture(page, `${nameOf(path)}-phone-${theme}`);
  }
  await page.setViewportSize(narrowest);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "pixels wider than the narrowest phone").toBeLessThanOrEqual(0);
  await page.setViewportSize(desk);
  await settled(page);
  await picture(page, `${nameOf(path)}-desk`);
  await page.close();
}

beforeAll(async () => {
  browser = await launchChromium();
  guest = await visitor(browser, phone, complaints);
  member = await visitor(browser, phone, complaints);
  const name = `e2e${randomBytes(5).toString("hex")}`;
  const answer = await member.request.post(`${origin}/api/auth/signup`, {
    headers: { "X-Session-Mode": "cookie" },
    data: { site_id: name, nickname: name, password: "a calm lounge phrase", invite_code: "5858", locale: "ko" },
  });
  expect(answer.status()).toBe(201);
  await member.addInitScript(() => localStorage.setItem("casino-club.member", "1"));
});

afterAll(async () => {
  await browser.close();
});

describe("pages as drawn", () => {
  it.each(guestPaths)("guest %s", (path) => inspect(guest, path));
  it.each(memberPaths)("member %s", (path) => inspect(member, path));
});
