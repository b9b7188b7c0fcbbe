import type { Purchase } from "./api/purchases";

export type Status = Purchase["status"];

const MINUTE_MS = 60_000;
const EXPIRES_AFTER_MS = 30 * MINUTE_MS;

/** Whether a purchase waits for its payment. */
export function isOpen(status: Status): boolean {
  return status === "created" || status === "pending";
}

/** Whether it is paid and what was bought could not be given yet; the club tries again by itself. */
export function isOwed({ status, reason }: Pick<Purchase, "status" | "reason">): boolean {
  return isOpen(status) && reason === "grant_failed";
}

/** Whether there is something to pay for it still. */
export function isPayable(purchase: Pick<Purchase, "status" | "reason" | "currency">): boolean {
  return isOpen(purchase.status) && isMoney(purchase.currency) && !isOwed(purchase);
}

/** Whether money, gold or gems were paid for it at some time: then there is a receipt to keep. */
export function wasPaid(status: Status): boolean {
  return status === "succeeded" || status === "refunded" || status === "charged_back";
}

export function isMoney(currency: Purchase["currency"]): boolean {
  return currency === "KRW" || currency === "USD";
}

/** When a purchase is closed unless it is paid. */
export function paidUntil({ created_at }: Pick<Purchase, "created_at">): string {
  return new Date(Date.parse(created_at) + EXPIRES_AFTER_MS).toISOString();
}

/** The page that shows an open purchase again and leads on to its payment. */
export function checkoutPage(receipt: string): `/${string}` {
  return `/shop/checkout?receipt=${encodeURIComponent(receipt)}`;
}

/** The club's own address that leads on to the provider's page. */
export function paymentUrl(receipt: string): string {
  return `/api/shop/checkout/${encodeURIComponent(receipt)}`;
}

/** An address the page may be sent to: a web address of this club. Anything else is null. */
export function safeUrl(told: string | null | undefined, origin: string): string | null {
  if (!told || !URL.canParse(told, origin)) return null;
  const url = new URL(told, origin);
  return /^https?:$/.test(url.protocol) && url.origin === origin ? url.href : null;
}

/** What a purchase's address may hold for a receipt; others are not asked for. */
export function readReceipt(text: string | null): string | null {
  return text !== null && /^[A-Za-z0-9-]{1,64}$/.test(text) ? text : null;
}
