"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { CrashTable } from "../api/crash";

const keys = ["space", "b", "qw"] as const;

/** The rules in plain words, and the keys. */
export function CrashRules({ round }: { round: CrashTable | null }) {
  const t = useT("crash");
  const format = useFormat();
  return (
    <div className="grid gap-5 text-sm">
      <ol className="grid list-decimal gap-2 pl-5">
        <li>{t("rules.bet", { seconds: (round?.betting_ms ?? 6000) / 1000 })}</li>
        <li>{t("rules.climb")}</li>
        <li>{t("rules.leave")}</li>
        <li>{t("rules.auto")}</li>
        <li>{t("rules.two")}</li>
        {round ? (
          <li>
            {t("rules.stakes", {
              min: format.integer(round.limits.min),
              max: format.integer(round.limits.max),
              step: format.integer(round.limits.step),
              cap: format.integer(round.multiplier_max),
            })}
          </li>
        ) : null}
      </ol>
      <p>{t("rules.rtp")}</p>
      <p>{t("rules.fair")}</p>
      <p>{t("rules.void")}</p>
      <section>
        <h3 className="pb-2 font-semibold">{t("rules.keys")}</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {keys.map((key) => (
            <div key={key} className="contents">
              <dt className="text-muted">{t(`keys.${key}.key`)}</dt>
              <dd>{t(`keys.${key}.does`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
