import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";

export const origin = process.env.E2E_ORIGIN ?? "http://127.0.0.1:8000";
const artifacts = process.env.E2E_ARTIFACTS ?? join(import.meta.dirname, "..", "..", "artifacts", "web");

export const phone = { width: 390, height: 844 };
export const desk = { width: 1440, height: 900 };

type Tree = { [key: string]: string | Tree };

/** A Korean message by its path, so that a journey presses what a person reads. */
export function ko(namespace: string, path: string): string {
  const tree = JSON.parse(readFileSync(join(import.meta.dirname, "..", "messages", "ko", `${namespace}.json`), "utf8")) as Tree;
  const found = path.split(".").reduce<string | Tree | undefined>((at, key) => (typeof at === "object" ? at[key] : undefined), tree);
  if (typeof found !== "string") throw new Error(`no message ${namespace}.${path}`);
  return found;
}

/** What a page said on its console that it should not have, and the exceptions it threw. */
export type Complaints = string[];

/** A Korean visitor with an own profile. Every console error and exception of its pages is collected. */
export async function visitor(browser: Browser, viewport: typeof phone, complaints: Complaints): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: "ko-KR", timezoneId: "Asia/Seoul", acceptDownloads: true });
  context.setDefaultTimeout(12_000);
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.page()?.url() ?? ""}: ${message.text()}`);
  });
  return context;
}

/** Opens an address of the app and waits until scripts answer. */
export async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}${path}`, { waitUntil: "load" });
  return page;
}

export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`) });
}

/** The gold a page shows in its header, once it is known. */
export async function shownGold(page: Page): Promise<number> {
  const text = await page.locator("header [data-slot=gold]").getAttribute("data-gold");
  return Number(text);
}

/** Waits until a page shows this gold. */
export async function goldBecomes(page: Page, gold: number): Promise<void> {
  await page.locator(`header [data-slot=gold][data-gold="${gold}"]`).waitFor();
}

export async function isLive(page: Page): Promise<void> {
  await page.locator("[data-connection=live]").waitFor();
}

type Recorded = { at_ms: number; gold: number };

/** Writes down every gold figure the header shows from now on, by the page's own clock. */
export async function recordGold(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown: { at_ms: number; gold: number }[] = [];
    Object.assign(window, { recordedGold: shown });
    const header = document.querySelector("header");
    if (!header) throw new Error("this page has no header");
    new MutationObserver(() => {
      const gold = Number(header.querySelector("[data-slot=gold]")?.getAttribute("data-gold"));
      if (gold !== shown.at(-1)?.gold) shown.push({ at_ms: performance.now(), gold });
    }).observe(header, { subtree: true, attributes: true, attributeFilter: ["data-gold"] });
  });
}

/** What was recorded, and when the last spin's answer had arrived. */
export async function recordedGold(page: Page): Promise<{ answered_ms: number; shown: Recorded[] }> {
  return page.evaluate(() => {
    const spins = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/games/slot/spin"));
    const answer = spins.at(-1) as PerformanceResourceTiming | undefined;
    if (!answer) throw new Error("no spin was answered");
    const { recordedGold: shown } = window as unknown as { recordedGold: { at_ms: number; gold: number }[] };
    return { answered_ms: answer.responseEnd, shown };
  });
}
