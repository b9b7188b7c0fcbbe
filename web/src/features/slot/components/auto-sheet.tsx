"use client";

import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Select } from "@/shared/ui/input";
import { Sheet } from "@/shared/ui/sheet";
import { Switch } from "@/shared/ui/switch";
import { type AutoplayRules, defaultRules } from "../play/autoplay";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  stake: number;
  gold: number | null;
  onStart: (rules: AutoplayRules) => void;
};

const counts = [10, 25, 50, 100];
const winStakes = [5, 10, 25, 50];
const balanceShares = [75, 50, 25];

function numberOrNull(value: string): number | null {
  return value === "" ? null : Number(value);
}

/** Chooses when auto-spin stops. It always ends by itself: a count is part of every choice. */
export function AutoSheet({ open, onOpenChange, stake, gold, onStart }: Props) {
  const t = useT("slot");
  const format = useFormat();
  const [count, setCount] = useState(defaultRules.count ?? 25);
  const [winStake, setWinStake] = useState("");
  const [share, setShare] = useState("50");
  const [onFeature, setOnFeature] = useState(defaultRules.stopOnFeature);
  const below = (percent: number) => Math.floor(((gold ?? 0) * percent) / 100);
  const start = () => {
    const times = numberOrNull(winStake);
    const percent = numberOrNull(share);
    onOpenChange(false);
    onStart({ count, stopOnWin: times === null ? null : times * stake, stopBelow: percent === null ? null : below(percent), stopOnFeature: onFeature });
  };
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("auto.title")} description={t("auto.hint")}>
      <div className="grid gap-5">
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t("auto.count")}</legend>
          <div className="grid grid-cols-4 gap-2">
            {counts.map((option) => (
              <Button key={option} aria-pressed={count === option} className={count === option ? "border-violet bg-violet-soft" : ""} onClick={() => setCount(option)}>
                {option}
              </Button>
            ))}
          </div>
        </fieldset>
        <Field id="auto-win" label={t("auto.onWin")}>
          {(control) => (
            <Select {...control} value={winStake} onChange={(event) => setWinStake(event.target.value)}>
              <option value="">{t("auto.never")}</option>
              {winStakes.map((times) => (
                <option key={times} value={times}>
                  {t("auto.winOption", { times, amount: format.integer(times * stake) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field id="auto-balance" label={t("auto.onBalance")}>
          {(control) => (
            <Select {...control} value={share} onChange={(event) => setShare(event.target.value)}>
              <option value="">{t("auto.never")}</option>
              {balanceShares.map((percent) => (
                <option key={percent} value={percent}>
                  {t("auto.balanceOption", { percent, amount: format.integer(below(percent)) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <label className="flex items-center justify-between gap-3 text-sm font-medium">
          {t("auto.onFeature")}
          <Switch checked={onFeature} onCheckedChange={setOnFeature} />
        </label>
        <Button variant="primary" size="lg" block onClick={start}>
          {t("auto.start", { count, amount: format.integer(stake) })}
        </Button>
      </div>
    </Sheet>
  );
}
