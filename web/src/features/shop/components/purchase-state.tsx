"use client";

import { BanIcon, CircleCheckIcon, CircleHelpIcon, HourglassIcon, type LucideIcon, TimerOffIcon, Undo2Icon } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import type { Status } from "../payment";

/** What a page about one purchase can say; `asking`: nothing is known yet, `lost`: nobody answers. */
export type Shown = Status | "asking" | "lost" | "unknown";

const quiet = "bg-raised text-muted";
const waiting = { icon: HourglassIcon, tone: "bg-violet-soft text-violet" };
const looks: Record<Shown, { icon: LucideIcon; tone: string }> = {
  asking: waiting,
  created: waiting,
  pending: waiting,
  succeeded: { icon: CircleCheckIcon, tone: "bg-raised text-text" },
  failed: { icon: BanIcon, tone: quiet },
  cancelled: { icon: BanIcon, tone: quiet },
  expired: { icon: TimerOffIcon, tone: quiet },
  refunded: { icon: Undo2Icon, tone: quiet },
  charged_back: { icon: Undo2Icon, tone: quiet },
  lost: { icon: CircleHelpIcon, tone: quiet },
  unknown: { icon: CircleHelpIcon, tone: quiet },
};

type Props = {
  shown: Shown;
  title: string;
  lead: string;
  /** Nothing is being asked: the mark rests. */
  still?: boolean;
  children?: ReactNode;
};

/** One purchase, one answer: how it stands in a sentence, the facts below, and the way on. */
export function PurchaseState({ shown, title, lead, still = false, children }: Props) {
  const { icon: Icon, tone } = looks[shown];
  const breathes = !still && (shown === "asking" || shown === "pending" || shown === "created");
  return (
    <Card data-purchase={shown} className="mx-auto grid w-full max-w-lg gap-6 p-6 sm:p-8">
      <div role="status" className="grid justify-items-center gap-3 text-center">
        <span aria-hidden className={cn("grid size-16 place-items-center rounded-full", tone, breathes && "motion-breathe")}>
          <Icon className="size-8" strokeWidth={1.5} />
        </span>
        <h1 className="text-xl font-bold lg:text-2xl">{title}</h1>
        <p className="max-w-sm text-sm text-balance text-muted">{lead}</p>
      </div>
      {children}
    </Card>
  );
}
