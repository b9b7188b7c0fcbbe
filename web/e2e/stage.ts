import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIResponse, Browser, BrowserContext, Page } from "playwright-core";

export const origin = process.env.E2E_ORIGIN ?? "http://127.0.0.1:8000";
const artifacts = process.env.E2E_ARTIFACTS ?? join(import.meta.dirname, "..", "..", "artifacts", "web");

export const phone = { width: 390, height: 844 };
export const desk = { width: 1440, height: 900 };

export type Locale = "ko" | "en";
export const locales: readonly Locale[] = ["ko", "en"];

type Tree = { [key: string]: string | Tree };
type Values = Record<string, string | number>;

/** A message by its path with its plain placeholders filled, so that a journey presses what a person reads. */
export function say(locale: Locale, namespace: string, path: string, values: Values = {}): string {
  const tree = JSON.parse(readFileSync(join(import.meta.dirname, "..", "messages", locale, `${namespace}.json`), "utf8")) as Tree;
  const found = path.split(".").reduce<string | Tree | undefined>((at, key) => (typeof at === "object" ? at[key] : undefined), tree);
  if (typeof found !== "string") throw new Error(`no message ${namespace}.${path}`);
  return found.replaceAll(/\{(\w+)(?:, number)?\}/g, (whole, name: string) => `${values[name] ?? whole}`);
}

/** A Korean message. */
export function ko(namespace: string, path: string, values: Values = {}): string {
  return say("ko", namespace, path, values);
}

/** An amount as a Korean or English page writes it. */
export function figure(amount: number): string {
  return amount.toLocaleString("en-US");
}

/** What a page said on its console that it should not have, and the exceptions it threw. */
export type Complaints = string[];

/** A Korean visitor with an own profile. Every console error and exception of its pages is collected. */
export async function visitor(browser: Browser, viewport: typeof phone, complaints: Complaints): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: "ko-KR", timezoneId: "Asia/Seoul", acceptDownloads: true });
  context.setDefaultTimeout(30_000);
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.page()?.url() ?? ""}: ${message.text()}`);
  });
  return context;
}

export type Member = { context: BrowserContext; name: string; /** Calls the API as this member, with a key of its own. */ post: (path: string, body?: object) => Promise<APIResponse> };

/** A visitor who has just signed up, in Korean; the first page opened is already logged in. */
export async function member(browser: Browser, viewport: typeof phone, complaints: Complaints): Promise<Member> {
  const context = await visitor(browser, viewport, complaints);
  const name = `e2e${randomBytes(5).toString("hex")}`;
  const answer = await context.request.post(`${origin}/api/auth/signup`, {
    headers: { "X-Session-Mode": "cookie" },
    data: { site_id: name, nickname: name, password: "a calm lounge phrase", invite_code: "5858", locale: "ko" },
  });
  if (answer.status() !== 201) throw new Error(`sign-up answered ${answer.status()}: ${await answer.text()}`);
  const { access_token } = (await answer.json()) as { access_token: string };
  await context.addInitScript(() => {
    if (location.protocol.startsWith("http")) localStorage.setItem("casino-club.member", "1");
  });
  const post = (path: string, body: object = {}) =>
    context.request.post(`${origin}${path}`, {
      headers: { Authorization: `Bearer ${access_token}`, "Idempotency-Key": randomBytes(12).toString("hex") },
      data: body,
    });
  return { context, name, post };
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

/** Presses and returns the body of the answer that this press got from an address. */
export async function answered<Body>(page: Page, address: string, press: () => Promise<void>, timeout_ms = 60_000): Promise<Body> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && new URL(response.url()).pathname.match(address) !== null, {
    timeout: timeout_ms,
  });
  await press();
  const response = await answer;
  if (!response.ok()) throw new Error(`${address} answered ${response.status()}: ${await response.text()}`);
  return (await response.json()) as Body;
}

export async function press(page: Page, label: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).first().click();
}

/** Waits until nothing loads and what moves now has come to rest; what goes on moving (a wheel, a countdown) may. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[data-slot=skeleton]") === null && document.fonts.status === "loaded", undefined, { polling: 50 });
  await page.evaluate(async () => {
    // What was put on the page just now begins to move with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const longest_ms = 3_000;
    const moving = document.getAnimations().filter(({ effect }) => {
      const { iterations, endTime } = effect?.getComputedTiming() ?? {};
      return iterations === 1 && Number(endTime) <= longest_ms;
    });
    const atRest = Promise.all(moving.map((one) => one.finished.catch(() => null)));
    // A paused or hidden one never finishes.
    await Promise.race([atRest, new Promise((resolve) => setTimeout(resolve, longest_ms))]);
  });
}

/** How far a page is wider than its window, in pixels. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
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
