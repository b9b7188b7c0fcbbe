"use client";

import { RulesList } from "@/features/slot/components/slot-rules";
import type { Machine } from "@/features/slot/machines/machine";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import type { Sheet } from "../api/odds";
import { ChangeLog } from "./change-log";
import { CombinationTable } from "./combination-table";
import { Figures } from "./figures";
import { ReelTable } from "./reel-table";
import { WinClasses } from "./win-classes";

type Props = { machine: Machine; sheet: Sheet; query: string };

/** One machine's sheet, from the headline figures down to single reels. */
export function MachineOdds({ machine, sheet, query }: Props) {
  const t = useT("odds");
  const { feature } = sheet;
  return (
    <div className="grid gap-5" data-slot="machine-odds">
      <KeyFigures sheet={sheet} />
      <Card className="grid gap-3">
        <CardTitle>{t("combinations.title")}</CardTitle>
        <p className="text-sm text-muted">{t(`combinations.${machine.pays_on}`)}</p>
        <CombinationTable machine={machine} combinations={sheet.combinations} query={query} />
      </Card>
      {feature ? (
        <Card className="grid gap-4">
          <CardTitle>{t("feature.title")}</CardTitle>
          <FeatureFigures feature={feature} />
          <CombinationTable machine={machine} combinations={feature.combinations} query={query} />
        </Card>
      ) : null}
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Card className="grid gap-3">
          <CardTitle>{t("classes.title")}</CardTitle>
          <WinClasses classes={sheet.distribution} />
        </Card>
        <Card className="grid gap-3 text-sm">
          <CardTitle>{t("rules")}</CardTitle>
          <RulesList machine={machine} />
        </Card>
      </div>
      <Card className="grid gap-3">
        <CardTitle>{t("reels.title")}</CardTitle>
        <p className="text-sm text-muted">{t("reels.hint")}</p>
        <ReelTable machine={machine} strips={machine.strips} query={query} />
        {machine.free_spins ? (
          <>
            <h3 className="pt-2 text-sm font-semibold">{t("reels.free")}</h3>
            <ReelTable machine={machine} strips={machine.free_spins.strips} query={query} />
          </>
        ) : null}
      </Card>
      <ChangeLog version={machine.config_version} hash={machine.config_hash} changes={sheet.change_log} />
    </div>
  );
}

function KeyFigures({ sheet }: { sheet: Sheet }) {
  const t = useT("odds");
  const format = useFormat();
  return (
    <Card>
      <Figures
        rows={[
          [t("key.rtp"), format.percent(sheet.rtp, 6)],
          [t("key.hitRate"), format.percent(sheet.hit_rate, 4)],
          [t("key.atLeastStake"), format.percent(sheet.win_at_least_stake_rate, 4)],
          [t("key.maxWin"), format.multiplier(sheet.max_win)],
          [t("key.variance"), format.decimal(sheet.variance, 4)],
          [t("key.sigma"), format.decimal(sheet.sigma, 4)],
          [t("key.rtpBase"), format.percent(sheet.rtp_base, 4)],
          [t("key.rtpFeature"), format.percent(sheet.rtp_feature, 4)],
          [t("key.stops"), format.integer(sheet.stops)],
        ]}
      />
    </Card>
  );
}

function FeatureFigures({ feature }: { feature: NonNullable<Sheet["feature"]> }) {
  const t = useT("odds");
  const format = useFormat();
  const awards = feature.awards.map(({ spins, probability }): [string, string] => [
    t("feature.award", { spins }),
    t("oneIn", { n: format.decimal(1 / probability, 1) }),
  ]);
  return (
    <Figures
      rows={[
        [t("feature.frequency"), t("oneIn", { n: format.decimal(feature.one_in, 2) })],
        [t("feature.spinsMean"), format.decimal(feature.spins_mean, 3)],
        [t("feature.winMean"), format.multiplier(feature.win_mean)],
        [t("feature.multiplier"), format.multiplier(feature.multiplier)],
        [t("feature.retriggers"), format.integer(feature.retriggers_max)],
        ...awards,
      ]}
    />
  );
}
