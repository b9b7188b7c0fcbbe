"use client";

import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Sheet } from "@/shared/ui/sheet";
import { type Machine, type MachineSymbol, paysOf } from "../machines/machine";
import { PaylineShape } from "./payline-shape";
import { SymbolImage } from "./symbol-image";

type Props = { machine: Machine; stake: number; open: boolean; onOpenChange: (open: boolean) => void };

/** What pays what, from the data the server plays from, at the stake chosen now. */
export function PaytableSheet({ machine, stake, open, onOpenChange }: Props) {
  const t = useT("slot");
  const locale = useLocale();
  const format = useFormat();
  const hint = t("paytable.hint", { amount: format.integer(stake) });
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={`${machine.name[locale]} · ${t("paytable.title")}`} description={hint}>
      <div className="grid gap-6" data-machine={machine.id}>
        <p className="flex items-baseline justify-between gap-3 text-sm">
          <span>{t("paytable.rtp")}</span>
          <Link href={`/odds?machine=${machine.id}`} className="tabular inline-flex min-h-11 items-center font-semibold underline underline-offset-4">
            {format.percent(machine.rtp, 4)}
          </Link>
        </p>
        <ul className="grid grid-cols-2 gap-2">
          {machine.symbols.map((symbol) => (
            <SymbolPays key={symbol.id} machine={machine} symbol={symbol} stake={stake} />
          ))}
        </ul>
        {machine.pays_on === "lines" ? (
          <section className="grid gap-2">
            <h3 className="text-sm font-semibold">{t("paytable.lines", { count: machine.lines.length })}</h3>
            <ul className="grid grid-cols-5 gap-2">
              {machine.lines.map((line, i) => (
                <li key={line.join()} className="grid justify-items-center gap-1 text-2xs text-muted">
                  <PaylineShape line={line} rows={machine.rows} />
                  {i + 1}
                </li>
              ))}
            </ul>
          </section>
        ) : (
          <p className="text-sm text-muted">{t("paytable.ways", { count: machine.rows ** machine.strips.length })}</p>
        )}
      </div>
    </Sheet>
  );
}

function SymbolPays({ machine, symbol, stake }: { machine: Machine; symbol: MachineSymbol; stake: number }) {
  const t = useT("slot");
  const locale = useLocale();
  const format = useFormat();
  return (
    <li className="hairline flex items-center gap-3 rounded-md p-2.5">
      <span className="symbol-plate">
        <SymbolImage machineId={machine.id} symbol={symbol.id} className="size-full" />
      </span>
      <div className="min-w-0 text-sm">
        <p className="truncate font-medium">{symbol.name[locale]}</p>
        {symbol.kind === "regular" ? null : <p className="text-2xs text-violet">{t(`paytable.${symbol.kind}`)}</p>}
        <dl className="tabular grid grid-cols-[auto_1fr] gap-x-2 text-muted">
          {paysOf(symbol).map(({ count, pay_tenths }) => (
            <div key={count} className="contents">
              <dt>{count}</dt>
              <dd className="text-gold">{format.integer((stake / 10) * pay_tenths)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}
