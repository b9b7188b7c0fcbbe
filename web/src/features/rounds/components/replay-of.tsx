"use client";

import { useQuery } from "@tanstack/react-query";
import type { GameCode } from "@/features/games/catalogue";
import { type Outcome, gameParts } from "@/features/games/registry";
import { Skeleton } from "@/shared/ui/skeleton";

/** The picture a game draws of one of its outcomes; its code comes when the first one is looked at. */
export function ReplayOf({ game, variant, outcome }: { game: GameCode; variant: string; outcome: Outcome }) {
  const part = useQuery({
    queryKey: ["replay-part", game],
    queryFn: () => gameParts[game].replay(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!part.data) return part.error ? null : <Skeleton className="h-40" />;
  const { Replay } = part.data;
  return <Replay outcome={outcome} variant={variant} />;
}
