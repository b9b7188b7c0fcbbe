"use client";

import { CoinsIcon, CrownIcon, GemIcon, LampIcon, type LucideIcon, PackageIcon, ShieldIcon, SparklesIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "./cn";

export type RewardItem = { type: string; amount: number };

/** A bundle as the API writes it; what is absent or zero is not in it. */
export type Bundle = Partial<Record<"gold" | "gem" | "exp" | "vip_points" | "protections" | "pass_levels", number>> & {
  items?: Record<string, number>;
};

const looks: Record<string, { icon: LucideIcon; tone: string }> = {
  gold: { icon: CoinsIcon, tone: "text-gold" },
  gem: { icon: GemIcon, tone: "text-cyan" },
  exp: { icon: SparklesIcon, tone: "text-violet" },
  vip_points: { icon: CrownIcon, tone: "text-violet" },
  protection: { icon: ShieldIcon, tone: "text-cyan" },
  pass_levels: { icon: LampIcon, tone: "text-violet" },
};
const other = { icon: PackageIcon, tone: "text-text" };

/** What a bundle holds, in the order it is shown. */
export function itemsOfBundle({ items = {}, protections = 0, ...amounts }: Bundle): RewardItem[] {
  const lines = [...Object.entries(amounts), ["protection", protections] as const, ...Object.entries(items)];
  return lines.map(([type, amount]) => ({ type, amount })).filter(({ amount }) => amount > 0);
}

/** What a claim answered, as items. */
export function itemsOfAnswer(lines: readonly { reward_type: string; amount: number }[]): RewardItem[] {
  return lines.map(({ reward_type, amount }) => ({ type: reward_type, amount })).filter(({ amount }) => amount > 0);
}

type Props = { items: readonly RewardItem[]; size?: "sm" | "lg"; className?: string };

/** What a reward holds, each part with its sign, amount and name. */
export function RewardItems({ items, size = "sm", className }: Props) {
  const t = useT("common");
  const format = useFormat();
  return (
    <ul data-slot="reward-items" className={cn("flex flex-wrap items-center gap-x-3 gap-y-1", className)}>
      {items.map(({ type, amount }) => {
        const { icon: Icon, tone } = looks[type] ?? other;
        const name = type in looks ? t(`reward.${type}`) : t("reward.item");
        return (
          <li key={type} className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", size === "lg" ? "text-lg font-semibold" : "text-sm")}>
            <Icon aria-hidden className={cn("shrink-0", tone, size === "lg" ? "size-5" : "size-4")} strokeWidth={1.75} />
            <span className={cn("tabular", type === "gold" && "text-gold")}>{format.integer(amount)}</span>
            <span className="text-muted">{name}</span>
          </li>
        );
      })}
    </ul>
  );
}
