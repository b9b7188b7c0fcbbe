import type { Page } from "playwright-core";
import { ko, origin, press } from "./stage";

/** How a page about one purchase can stand, as `data-purchase` says. */
export type PurchaseShown = "asking" | "created" | "pending" | "succeeded" | "failed" | "cancelled" | "expired" | "refunded" | "charged_back" | "lost" | "unknown";

/** Chooses a product for money in the shop and presses on to its payment; resolves once the browser has left the shop. */
export async function goAndPay(page: Page, product: string): Promise<void> {
  await page.goto(`${origin}/ko/shop`);
  await page.getByRole("button", { name: ko("shop", "choose", { name: product }) }).click();
  await page.getByRole("dialog").getByRole("button", { name: ko("shop", "pay.go") }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/ko/shop"));
}

/** Opens the page of a payment that waits, as the badge and the history do. */
export async function openCheckout(page: Page, receipt: string): Promise<void> {
  await page.goto(`${origin}/ko/shop/checkout?receipt=${receipt}`);
  await page.getByRole("heading", { name: ko("shop", "checkout.title") }).waitFor();
}

/** Presses on from there to the provider's page. */
export async function continueToPayment(page: Page): Promise<void> {
  await press(page, ko("shop", "checkout.go"));
  await page.waitForURL((url) => !url.pathname.includes("/shop/checkout"));
}

/** Waits until the page of a purchase shows this. */
export async function purchaseBecomes(page: Page, shown: PurchaseShown): Promise<void> {
  await page.locator(`[data-purchase=${shown}]`).waitFor();
}

/** The receipt in the page's address. */
export function receiptOf(page: Page): string {
  return new URL(page.url()).searchParams.get("receipt") ?? "";
}

/** What the shop's badge counts on a desk; null for none. */
export async function shopBadge(page: Page): Promise<string | null> {
  const badge = page.locator("aside nav a[href$='/shop'] [data-slot=notification-dot] [aria-hidden]");
  return (await badge.count()) > 0 ? badge.textContent() : null;
}
