import type { Wish } from "./shop";

export const shopKeys = {
  all: ["shop"] as const,
  catalog: ["shop", "catalog"] as const,
  packages: ["shop", "packages"] as const,
  quote: (wish: Wish) => ["shop", "quote", wish] as const,
  purchases: ["shop", "purchases"] as const,
  purchase: (receipt: string) => ["shop", "purchase", receipt] as const,
  settlement: (receipt: string) => ["shop", "settlement", receipt] as const,
};
