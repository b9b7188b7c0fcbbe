import type { PurchaseDetail } from "./api/purchases";
import type { Package, Product } from "./api/shop";

export const nothing = { gold: 0, gem: 0, exp: 0, vip_points: 0, protections: 0, pass_levels: 0, items: {} };
export const receipt = "CC23456789ABCD";

export function productOf(more: Partial<Product> = {}): Product {
  return {
    product_id: "gold-chest",
    name: "골드 상자",
    description: "젬 50개로 골드 28,000을 받아요.",
    price: { currency: "gem", amount: 50 },
    effective_price: 50,
    discount: null,
    ends_at: null,
    grants: { ...nothing, gold: 28_000 },
    rank: 1,
    tier_required: null,
    active: true,
    available: true,
    ...more,
  };
}

export function packageOf(more: Partial<Package> = {}): Package {
  return {
    package_id: "lantern-night",
    name: "등불의 밤",
    description: "",
    price: { currency: "gem", amount: 10 },
    effective_price: 10,
    discount: null,
    grants: { ...nothing, gold: 700 },
    rank: 0,
    tier_required: null,
    starts_at: "2026-11-21T00:00:00.000Z",
    ends_at: "2026-11-30T00:00:00.000Z",
    stock: 10,
    left: 8,
    per_user_limit: 3,
    bought: 1,
    promo_allowed: true,
    state: "open",
    ...more,
  };
}

/** A purchase for money that was paid; `more` says otherwise. */
export function purchaseOf(more: Partial<PurchaseDetail> = {}): PurchaseDetail {
  const created_at = "2026-11-22T00:00:00.000Z";
  return {
    receipt_code: receipt,
    product_id: "gem-pouch",
    name: "젬 주머니",
    quantity: 1,
    unit_price: 9_900,
    unit_effective: 9_900,
    promo_code: null,
    promo_cut: 0,
    amount: 9_900,
    currency: "KRW",
    status: "succeeded",
    reason: "paid",
    refunded: 0,
    grants: { ...nothing, gem: 100 },
    granted: { ...nothing, gem: 100 },
    checkout_url: null,
    created_at,
    changed_at: created_at,
    timeline: [
      { status: "created", reason: "asked", at: created_at },
      { status: "succeeded", reason: "paid", at: created_at },
    ],
    ...more,
  };
}

export const openPurchase = purchaseOf({ status: "pending", reason: "opened", granted: null, timeline: [{ status: "created", reason: "asked", at: "2026-11-22T00:00:00.000Z" }] });

export const market = {
  market: "global",
  purchases: true,
  gifting: true,
  partner_credit: false,
  auto_spin: true,
  turbo: true,
  slot_cycle_ms: 0,
  game_cycle_ms: 0,
  adult_gate: false,
  odds_notice_hours: 0,
  odds_on_play_screen: true,
  celebrate_below_stake: false,
  reality_check_minutes: 60,
};

const none = { value: null, pending_value: null, pending_from: null };
export const limits = {
  stake_max: none,
  daily_loss: none,
  weekly_loss: none,
  monthly_loss: none,
  daily_purchase: { ...none, value: 50_000 },
  monthly_purchase: none,
  daily_minutes: none,
};

/** A refusal as the API writes it. */
export function refusalOf(status: number, code: string, details: unknown = null): Response {
  return Response.json({ error: { code, message: "", details, request_id: "r" } }, { status });
}
