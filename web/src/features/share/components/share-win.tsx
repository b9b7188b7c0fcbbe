"use client";

import { Share2Icon } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";

const WinCard = dynamic(() => import("./win-card").then((module) => module.WinCard), {
  ssr: false,
  loading: () => <Skeleton className="aspect-[40/21] w-full rounded-lg" />,
});

/** Opens the picture of a win in place. For rounds that paid more than their stake only. */
export function ShareWin({ roundId }: { roundId: string }) {
  const t = useT("share");
  const [open, setOpen] = useState(false);
  if (open) return <WinCard roundId={roundId} />;
  return (
    <Button block onClick={() => setOpen(true)}>
      <Share2Icon aria-hidden className="size-4" />
      {t("open")}
    </Button>
  );
}

/** The same behind a small button at the right of a table's result, where it moves nothing: the picture opens in a sheet. */
export function ShareWinSheet({ roundId }: { roundId: string }) {
  const t = useT("share");
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      title={t("title")}
      trigger={
        <Button size="icon" variant="ghost" aria-label={t("open")} className="absolute top-1/2 right-0 -translate-y-1/2 text-gold">
          <Share2Icon aria-hidden className="size-5" />
        </Button>
      }
    >
      {open ? <WinCard roundId={roundId} /> : null}
    </Sheet>
  );
}
