"use client";

import { MinusIcon, PlusIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Switch } from "@/shared/ui/switch";
import type { CrashTable } from "../api/crash";
import type { Panel } from "../play/use-panel";
import { NumberField } from "./number-field";
import { PanelButton } from "./panel-button";
import { PanelNotice } from "./panel-notice";

const QUICK_MAX = 5;

/** One bet: what to stake, when to leave by itself, and the one button. */
export function BetPanel({ panel, round }: { panel: Panel; round: CrashTable }) {
  const t = useT("crash");
  const format = useFormat();
  const { slot, stake, auto, autoAt, locked } = panel;
  const { min, max, step } = round.limits;
  return (
    <section aria-label={t("panel.title", { slot })} className="crash-panel hairline" data-phase={panel.phase}>
      <div className="crash-stake">
        <NumberField label={t("panel.stake")} value={stake} digits={0} disabled={locked} onCommit={panel.setStake}>
          <Button size="icon" variant="ghost" aria-label={t("panel.lower")} disabled={locked || stake <= min} onClick={() => panel.setStake(stake - step)}>
            <MinusIcon aria-hidden className="size-5" />
          </Button>
          <Button size="icon" variant="ghost" aria-label={t("panel.raise")} disabled={locked || stake >= max} onClick={() => panel.setStake(stake + step)}>
            <PlusIcon aria-hidden className="size-5" />
          </Button>
        </NumberField>
        <Button className="px-0" aria-label={t("panel.half")} disabled={locked} onClick={panel.half}>
          ½
        </Button>
        <Button className="px-0" aria-label={t("panel.double")} disabled={locked} onClick={panel.double}>
          ×2
        </Button>
      </div>
      <div role="group" aria-label={t("panel.quick")} className="crash-quick">
        {round.presets.slice(0, QUICK_MAX).map((preset) => (
          <Button key={preset} size="sm" className="min-w-0 px-1 tabular" aria-pressed={preset === stake} disabled={locked} onClick={() => panel.setStake(preset)}>
            {format.integer(preset)}
          </Button>
        ))}
      </div>
      <div className="crash-auto">
        <label className="flex min-h-11 items-center gap-2 text-sm">
          <Switch checked={auto} onCheckedChange={panel.setAuto} disabled={locked} />
          {t("panel.auto")}
        </label>
        <NumberField label={t("panel.autoAt")} value={autoAt} digits={2} suffix="×" hideLabel disabled={locked || !auto} onCommit={panel.setAutoAt} />
      </div>
      <PanelButton panel={panel} round={round} />
      <PanelNotice panel={panel} />
    </section>
  );
}
