import type { Bundle } from "@/shared/ui/reward-items";
import type { Package, Product } from "./api/shop";
import type { PriceCurrency } from "./components/price";

/** What the sheet sells: a product of the catalogue, or a limited package. */
export type Offer = {
  id: string;
  limited: boolean;
  name: string;
  description: string;
  currency: PriceCurrency;
  unit: number;
  grants: Bundle;
  /** The most that can be asked for at once. */
  most: number;
  promo: boolean;
  /** `open`, or why it cannot be bought now. */
  state: Package["state"];
  tier: string;
};

const QUANTITY_MAX = 99;

export function offerOfProduct(product: Product): Offer {
  return {
    id: product.product_id,
    limited: false,
    name: product.name,
    description: product.description,
    currency: product.price.currency,
    unit: product.effective_price,
    grants: product.grants,
    most: QUANTITY_MAX,
    promo: true,
    state: product.available ? "open" : "tier",
    tier: product.tier_required ?? "",
  };
}

export function offerOfPackage(one: Package): Offer {
  return {
    id: one.package_id,
    limited: true,
    name: one.name,
    description: one.description,
    currency: one.price.currency,
    unit: one.effective_price,
    grants: one.grants,
    most: Math.max(1, Math.min(QUANTITY_MAX, one.left, one.per_user_limit - one.bought)),
    promo: one.promo_allowed,
    state: one.state,
    tier: one.tier_required ?? "",
  };
}
