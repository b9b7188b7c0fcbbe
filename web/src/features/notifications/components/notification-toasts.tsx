"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { toast } from "@/shared/ui/toast";

/** A celebration in this tab tells of a reward already; the message about it, which follows, is not shown twice. */
const told_ms = 3_000;

/** Shows what is posted while the player is here. Low priorities and the centre itself need no toast. */
export function NotificationToasts() {
  const pathname = usePathname();
  const here = useRef(pathname);
  useEffect(() => {
    here.current = pathname;
  }, [pathname]);

  useEffect(() => {
    let celebrated_ms = Number.NEGATIVE_INFINITY;
    const endCelebrations = useCelebration.subscribe(({ shown }) => {
      if (shown) celebrated_ms = Date.now();
    });
    const endNotices = useLive.subscribe(({ notice }, before) => {
      if (!notice || notice.id === before.notice?.id || notice.priority === "low") return;
      if (here.current.endsWith("/notifications")) return;
      if (notice.kind === "rewards" && Date.now() - celebrated_ms < told_ms) return;
      toast.plain(notice.title, notice.body);
    });
    return () => {
      endCelebrations();
      endNotices();
    };
  }, []);
  return null;
}
