"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useT } from "@/shared/i18n/use-t";
import type { MessageData } from "@/shared/live/messages";
import { useLive } from "@/shared/live/store";
import { toast } from "@/shared/ui/toast";
import { wasTold } from "../told";

type Update = MessageData["purchase_update"];
type End = (typeof ends)[number];

/** All that is heard of one receipt within this time is told once, by its last word. */
const gather_ms = 1_500;
/** These pages show the purchase itself. */
const tellers = ["/shop/return", "/shop/checkout"];
const ends = ["success", "failed", "cancelled", "refunded", "grant_failed"] as const;

function endOf({ status }: Update): End | undefined {
  return ends.find((word) => word === status);
}

/** Says how a purchase ended while the player is somewhere else. */
export function PurchaseToasts() {
  const t = useT("shell");
  const pathname = usePathname();
  const latest = useRef({ pathname, t });
  useEffect(() => {
    latest.current = { pathname, t };
  });

  useEffect(() => {
    const heard = new Map<string, End>();
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const tell = (receipt: string) => {
      const end = heard.get(receipt);
      heard.delete(receipt);
      if (wasTold(receipt) || !end || tellers.some((page) => latest.current.pathname.endsWith(page))) return;
      const words = latest.current.t(`purchase.${end}`);
      if (end === "success") toast.success(words);
      else toast.plain(words);
    };
    const endUpdates = useLive.subscribe(({ purchase }, before) => {
      if (!purchase || purchase === before.purchase) return;
      const { receipt_code } = purchase;
      const end = endOf(purchase);
      if (!end) return;
      heard.set(receipt_code, end);
      const timer = setTimeout(() => {
        timers.delete(timer);
        tell(receipt_code);
      }, gather_ms);
      timers.add(timer);
    });
    return () => {
      endUpdates();
      timers.forEach(clearTimeout);
    };
  }, []);
  return null;
}
