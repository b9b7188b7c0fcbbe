"use client";

import { CheckIcon, MinusIcon, XIcon } from "lucide-react";
import { WindowView } from "@/features/slot/components/window-view";
import { type Machine, symbolName } from "@/features/slot/machines/machine";
import type { PlayedSpin } from "@/features/slot/rules/play";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Check, Verification } from "../lib/verify";
import { CopyValue } from "./copy-value";

type Props = { machine: Machine; verification: Verification; tableVersion: number };

/** Every step of the check with both values, then the reels it leads to. */
export function VerificationView({ machine, verification, tableVersion }: Props) {
  const t = useT("fairness");
  const format = useFormat();
  const { checks, round, agrees } = verification;
  const tableChanged = checks.some(({ name, agrees: same }) => name === "table" && same === false);
  const headline = agrees ? t("result.agrees") : tableChanged ? t("result.otherTable", { version: tableVersion }) : t("result.differs");
  return (
    <div className="motion-enter grid gap-5" data-slot="verification" data-agrees={agrees}>
      <p role="status" className={cn("rounded-md px-4 py-3 font-semibold", agrees ? "bg-cyan-soft" : "bg-loss-soft")}>
        {headline}
      </p>
      <ol className="grid gap-3">
        {checks.map((step) => (
          <StepView key={step.name} step={step} name={t(`steps.${step.name}`)} />
        ))}
      </ol>
      <SpinView title={t("result.base", { stops: round.base.stops.join(" · ") })} machine={machine} spin={round.base} />
      {round.freeSpins.length > 0 ? (
        <details className="hairline rounded-md">
          <summary className="flex min-h-12 cursor-pointer items-center px-4 text-sm font-semibold">
            {t("result.freeSpins", { count: round.freeSpins.length, amount: format.integer(round.payout - round.base.amount) })}
          </summary>
          <div className="grid gap-5 p-4 pt-1">
            {round.freeSpins.map((spin, i) => (
              <SpinView key={i} title={t("result.freeSpin", { number: i + 1, stops: spin.stops.join(" · ") })} machine={machine} spin={spin} />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}

const icons = { true: CheckIcon, false: XIcon, null: MinusIcon };
const tones = { true: "text-cyan", false: "text-loss", null: "text-muted" };

export function StepView({ step, name }: { step: Pick<Check, "computed" | "recorded" | "agrees">; name: string }) {
  const t = useT("fairness");
  const key = `${step.agrees}` as keyof typeof icons;
  const Icon = icons[key];
  return (
    <li className="hairline grid grid-cols-[auto_minmax(0,1fr)] gap-3 rounded-md p-3">
      <Icon aria-hidden className={cn("mt-0.5 size-5", tones[key])} strokeWidth={2.2} />
      <div className="grid gap-2">
        <p className="text-sm font-semibold">
          {name} <span className="font-normal text-muted">{t(`agrees.${key}`)}</span>
        </p>
        <dl className="grid gap-2">
          <CopyValue label={t("steps.computed")} value={step.computed} />
          {step.agrees === false && step.recorded !== null ? <CopyValue label={t("steps.recorded")} value={step.recorded} /> : null}
        </dl>
      </div>
    </li>
  );
}

function SpinView({ title, machine, spin }: { title: string; machine: Machine; spin: PlayedSpin }) {
  const t = useT("fairness");
  const locale = useLocale();
  const format = useFormat();
  return (
    <section className="grid gap-2">
      <h3 className="tabular text-sm font-semibold">{title}</h3>
      <WindowView machine={machine} window={spin.window} wins={spin.wins} />
      <ul className="grid gap-1 text-sm text-muted">
        {spin.wins.map((win) => (
          <li key={`${win.symbol}-${win.line}`} className="flex justify-between gap-3">
            <span>{t(win.line === null ? "result.wayWin" : "result.lineWin", { line: (win.line ?? 0) + 1, ways: win.ways ?? 1, symbol: symbolName(machine, win.symbol, locale), count: win.count })}</span>
            <span className="tabular text-gold">{format.integer(win.amount)}</span>
          </li>
        ))}
        {spin.wins.length === 0 ? <li>{t("result.noWin")}</li> : null}
      </ul>
    </section>
  );
}
