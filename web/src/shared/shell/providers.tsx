"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { createQueryClient } from "@/shared/api/query-client";
import { followOtherTabs, resumeSession, useSession } from "@/shared/auth/session";
import { followMessages } from "@/shared/live/follow-messages";
import { useLiveConnection } from "@/shared/live/use-live-connection";
import { RewardBurst } from "@/shared/ui/reward-burst";
import { Toaster } from "@/shared/ui/toast";
import { useFonts } from "./use-fonts";

/** Everything that runs once for a tab: session, socket, query cache, toasts, fonts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  useFonts();
  useLiveConnection();

  useEffect(() => {
    void resumeSession();
    return followOtherTabs();
  }, []);

  useEffect(() => followMessages(queries), [queries]);

  useEffect(
    () =>
      useSession.subscribe(({ user }, before) => {
        if (user?.id !== before.user?.id) queries.clear();
      }),
    [queries],
  );

  return (
    <QueryClientProvider client={queries}>
      {children}
      <Toaster />
      <RewardBurst />
    </QueryClientProvider>
  );
}
