"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { gachaKeys } from "./keys";

export type Banner = components["schemas"]["BannerOut"];
export type Pity = components["schemas"]["PityOut"];
export type ItemOdds = components["schemas"]["ItemOddsOut"];
export type Tier = ItemOdds["tier"];
export type Currency = Banner["currency"];

/** From rare to common. */
export const tiers = ["SSR", "SR", "R", "N"] as const satisfies readonly Tier[];

/** Every banner: exact odds, guarantees and where this player stands. */
export function useBanners() {
  return useQuery({
    queryKey: gachaKeys.banners,
    queryFn: async () => (await unwrap(api.GET("/api/gacha/banners"))).items,
    staleTime: 60_000,
  });
}
