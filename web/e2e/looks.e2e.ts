import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, desk, locales, member, origin, overflow, phone, picture, settled, visitor } from "./stage";

const narrowest = { width: 360, height: 740 };
const guestPaths = ["", "/invite", "/login", "/signup", "/no-such-room"];
const memberPaths = [
  "/home",
  "/games",
  "/slot",
  "/rps",
  "/videopoker",
  "/gacha",
  "/blackjack",
  "/crash",
  "/roulette",
  "/leaderboard",
  "/shop",
  "/shop/checkout",
  "/shop/return",
  "/wallet",
  "/profile",
  "/profile?tab=rounds",
  "/settings",
  "/responsible-play",
  "/fairness",
  "/odds",
  "/club",
  "/streak",
  "/vip",
  "/pass",
  "/missions",
  "/events",
  "/stage",
  "/achievements",
  "/notifications",
  "/friends",
  "/quiz",
  "/stories",
  "/welcome",
];

const complaints: Complaints = [];
let browser: Browser;
let guest: BrowserContext;
let player: BrowserContext;

/** Violations of WCAG 2.2 A and AA that axe finds on the page as drawn, contrast included. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations: rules } = await inPage.run(document, { runOnly, resultTypes: ["violations"], elementRef: true });
    // Notation such as "2:1", "½" or "1.17×" is said in words by its name: WCAG 2.5.3 asks for the same words, where there are words.
    const isNotation = (element: Element | undefined) => /^[\d.,:–+×½\s]+k?$/i.test(element?.textContent ?? "");
    return rules.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ element }) => id !== "label-content-name-mismatch" || !isNotation(element))
        .map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  });
  return [...new Set(found)];
}

function nameOf(path: string): string {
  return path.replace(/^\//, "").replaceAll(/\W+/g, "-") || "landing";
}

async function light(page: Page, theme: "day" | "night"): Promise<void> {
  await page.evaluate((chosen) => {
    if (chosen === "day") document.documentElement.dataset.theme = "day";
    else delete document.documentElement.dataset.theme;
  }, theme);
  await settled(page);
}

/** One page in both languages and in both lights on a phone, on the narrowest phone, and on a desk. */
async function inspect(page: Page, path: string): Promise<void> {
  for (const locale of locales) {
    await page.setViewportSize(phone);
    await page.goto(`${origin}/${locale}${path}`, { waitUntil: "load" });
    // Colours do not follow the language.
    for (const theme of locale === "ko" ? (["night", "day"] as const) : (["night"] as const)) {
      await light(page, theme);
      expect(await violations(page), `${locale} by ${theme}`).toEqual([]);
      if (locale === "ko") await picture(page, `${nameOf(path)}-phone-${theme}`);
    }
    expect(await overflow(page), "pixels wider than a phone").toBeLessThanOrEqual(0);
    await page.setViewportSize(narrowest);
    expect(await overflow(page), "pixels wider than the narrowest phone").toBeLessThanOrEqual(0);
    await page.setViewportSize(desk);
    await light(page, "night");
    expect(await overflow(page), "pixels wider than a desk").toBeLessThanOrEqual(0);
    await picture(page, `${nameOf(path)}-desk${locale === "ko" ? "" : "-en"}`);
  }
}

async function inspectIn(context: BrowserContext, path: string): Promise<void> {
  const page = await context.newPage();
  await inspect(page, path);
  await page.close();
}

beforeAll(async () => {
  browser = await launchChromium();
  guest = await visitor(browser, phone, complaints);
  player = (await member(browser, phone, complaints)).context;
});

afterAll(async () => {
  await browser.close();
});

describe.concurrent("pages as drawn", () => {
  it.each(guestPaths)("guest %s", (path) => inspectIn(guest, path));
  it.each(memberPaths)("member %s", (path) => inspectIn(player, path));
});
