import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { continueToPayment, goAndPay, openCheckout, purchaseBecomes, receiptOf, shopBadge } from "./shop-steps";
import { answered, type Complaints, desk, ko, type Member, member, open, origin, phone, picture, settled } from "./stage";

const product = "젬 주머니";
const operatorPassword = "the night shift counts";
/** How long the sandbox's delay takes. */
const delay_ms = 20_000;

const complaints: Complaints = [];
let browser: Browser;
let buyer: Member;
let page: Page;

/** Presses a button of the sandbox's own page, and waits until it has led back to the club. */
async function pressAtProvider(action: string): Promise<void> {
  await page.waitForURL("**/sandbox/checkout/**");
  await page.locator(`button[name=action][value=${action}]`).click();
  await page.waitForURL("**/ko/shop/return?**");
}

/** An operator's call, by the seeded account. */
async function operate(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const access_token = await operatorToken();
  const answer = await buyer.context.request.post(`${origin}${path}`, {
    headers: { Authorization: `Bearer ${access_token}`, "Idempotency-Key": crypto.randomUUID() },
    data: body,
  });
  return { status: answer.status(), body: await answer.json() };
}

beforeAll(async () => {
  browser = await launchChromium();
  buyer = await member(browser, phone, complaints);
  page = await open(buyer.context, "/ko/shop");
});

afterAll(async () => {
  await browser.close();
});

describe("buying for money", () => {
  it("pays, comes back, and has what was shown", async () => {
    await settled(page);
    await picture(page, "shop-phone");
    await goAndPay(page, product);
    await page.waitForURL("**/sandbox/checkout/**");
    await picture(page, "sandbox-phone");
    await pressAtProvider("approve");
    await purchaseBecomes(page, "succeeded");
    await settled(page);
    await picture(page, "shop-return-phone");
    await page.reload();
    await purchaseBecomes(page, "succeeded");
  });

  it("says why a payment was declined, and takes nothing", async () => {
    await goAndPay(page, product);
    await pressAtProvider("decline");
    await purchaseBecomes(page, "failed");
    await page.getByText(ko("shop", "why.declined")).first().waitFor();
  });

  it("waits for a delayed payment, also after a reload, and shows it when it comes", async () => {
    await goAndPay(page, product);
    await pressAtProvider("delay");
    await purchaseBecomes(page, "pending");
    await page.reload();
    await purchaseBecomes(page, "pending");
    await picture(page, "shop-waiting-phone");
    await page.locator("[data-purchase=succeeded]").waitFor({ timeout: delay_ms + 40_000 });
  });

  it("keeps a payment that was left, counts it on the shop's badge, and goes on with it", async () => {
    await goAndPay(page, product);
    await page.waitForURL("**/sandbox/checkout/**");
    const wide = await buyer.context.newPage();
    await wide.setViewportSize(desk);
    await wide.goto(`${origin}/ko/shop`);
    await settled(wide);
    expect(await shopBadge(wide)).toBe("1");
    await picture(wide, "shop-desk");
    await wide.close();
    const receipt = await waitingReceipt();
    await openCheckout(page, receipt);
    await settled(page);
    await picture(page, "shop-checkout-phone");
    await continueToPayment(page);
    await pressAtProvider("cancel");
    await purchaseBecomes(page, "cancelled");
  });

  it("shows a refund on the page of the purchase without being touched", async () => {
    await goAndPay(page, product);
    await pressAtProvider("approve");
    await purchaseBecomes(page, "succeeded");
    const refund = await operate(`/api/shop/transactions/${receiptOf(page)}/refund`, { reason: "asked by mail" });
    expect(refund.status).toBe(200);
    await purchaseBecomes(page, "refunded");
  });

  it("refuses what is sold out and what the own limit forbids, in plain words", async () => {
    const day_ms = 24 * 60 * 60 * 1000;
    const made = await operate("/api/admin/limited-packages", {
      package_id: `e2e-${buyer.name}`,
      name: "마지막 하나",
      price: { currency: "KRW", amount: 1_000 },
      grants: { gem: 5 },
      stock: 1,
      per_user_limit: 1,
      starts_at: new Date(Date.now() - day_ms).toISOString(),
      ends_at: new Date(Date.now() + day_ms).toISOString(),
    });
    expect(made.status).toBe(201);
    await page.goto(`${origin}/ko/shop`);
    const offer = page.getByRole("button", { name: ko("shop", "choose", { name: "마지막 하나" }) });
    await offer.waitFor();
    const other = await member(browser, phone, complaints);
    await other.post("/api/shop/limited/buy", { package_id: `e2e-${buyer.name}` });
    await other.context.close();
    await page.getByText(ko("shop", "state.sold_out"), { exact: true }).first().waitFor();
    const limits = await buyer.context.request.put(`${origin}/api/responsible-play/limits`, {
      headers: { Authorization: await bearer() },
      data: { daily_purchase: 1_000 },
    });
    expect(limits.status()).toBe(200);
    await page.getByRole("button", { name: ko("shop", "choose", { name: product }) }).click();
    const sheet = page.getByRole("dialog");
    await answered(page, "/api/shop/buy", () => sheet.getByRole("button", { name: ko("shop", "pay.go") }).click()).catch(() => undefined);
    await sheet.getByText(ko("shop", "limits.reached.daily_purchase")).waitFor();
  });

  it("left no error on any page's console", () => {
    expect(complaints.filter((complaint) => !complaint.includes("403"))).toEqual([]);
  });
});

/** The seeded administrator, who must choose a new password first. */
async function operatorToken(): Promise<string> {
  const enter = (password: string) => buyer.context.request.post(`${origin}/api/auth/login`, { data: { site_id: "admin", password } });
  const known = await enter(operatorPassword);
  if (known.ok()) return ((await known.json()) as { access_token: string }).access_token;
  const { access_token } = (await (await enter("123456")).json()) as { access_token: string };
  await buyer.context.request.post(`${origin}/api/users/me/password`, {
    headers: { Authorization: `Bearer ${access_token}` },
    data: { current_password: "123456", new_password: operatorPassword },
  });
  return ((await (await enter(operatorPassword)).json()) as { access_token: string }).access_token;
}

async function bearer(): Promise<string> {
  const login = await buyer.context.request.post(`${origin}/api/auth/login`, {
    data: { site_id: buyer.name, password: "a calm lounge phrase" },
  });
  return `Bearer ${((await login.json()) as { access_token: string }).access_token}`;
}

async function waitingReceipt(): Promise<string> {
  const answer = await buyer.context.request.get(`${origin}/api/shop/transactions?limit=1`, { headers: { Authorization: await bearer() } });
  const { items } = (await answer.json()) as { items: { receipt_code: string }[] };
  return items[0]?.receipt_code ?? "";
}
