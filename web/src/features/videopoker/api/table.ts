"use client";

import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { api, unwrap } from "@/shared/api/client";
import type { tableSchema } from "./table-schema";

/** The table as it is published: stakes, pays and how often each hand comes when every hold is the best one. */
export type PokerTable = z.infer<typeof tableSchema>;
export type HandName = PokerTable["rows"][number]["label_key"];

export function useTable() {
  return useQuery({
    queryKey: ["videopoker", "table"],
    queryFn: async () => {
      // The checker comes while the table is on its way: the page itself stays small.
      const [{ items }, { tableSchema: schema }] = await Promise.all([
        unwrap(api.GET("/api/games/{game}/odds", { params: { path: { game: "videopoker" } } })),
        import("./table-schema"),
      ]);
      return schema.parse(items[0]);
    },
    staleTime: 60_000,
  });
}
