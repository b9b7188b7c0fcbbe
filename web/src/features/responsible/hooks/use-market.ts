"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { responsibleKeys } from "../api/keys";

export type Market = Answer<"/api/market", "get">;

/** Until the market is known, nothing is offered that some market forbids. */
const cautious: Market = {
  market: "global",
  purchases: false,
  gifting: false,
  partner_credit: false,
  auto_spin: false,
  turbo: false,
  slot_cycle_ms: 0,
  game_cycle_ms: 0,
  adult_gate: false,
  odds_notice_hours: 0,
  odds_on_play_screen: true,
  celebrate_below_stake: false,
  reality_check_minutes: 60,
};

/** The market as it was asked for: for a screen that must tell "not known yet" from "no". */
export function useMarketQuery() {
  return useQuery({
    queryKey: responsibleKeys.market,
    queryFn: () => unwrap(api.GET("/api/market")),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** What this installation's market switches on and off. The server enforces it whatever a screen shows. */
export function useMarket(): Market {
  return useMarketQuery().data ?? cautious;
}
