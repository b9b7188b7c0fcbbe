"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/skeleton";
import { useLevelRewards } from "../hooks/use-level-rewards";
import { experienceOf, nextLevels } from "../levels";
import { Meter } from "./meter";

const shownAhead = 5;

/** The own level, what the next ones ask for and bring, and what the last ones brought. */
export function LevelLadder() {
  const t = useT("vip");
  const common = useT("common");
  const format = useFormat();
  const level = useLive(({ profile }) => profile?.level);
  const experience = useLive(({ profile }) => profile?.experience);
  if (level === undefined || experience === undefined) return <Skeleton className="h-80 rounded-lg" />;
  const asked = experienceOf(level);
  return (
    <Card>
      <div className="flex items-baseline justify-between gap-3">
        <CardTitle>{t("level.title")}</CardTitle>
        <p className="text-sm">
          <span className="tabular font-display text-3xl text-violet">{level}</span>
        </p>
      </div>
      <div className="mt-3">
        <Meter
          label={t("level.experience")}
          text={t("of", { have: format.integer(experience), need: format.integer(asked) })}
          value={experience}
          max={asked}
        />
      </div>
      <p className="mt-3 text-xs text-muted">{t("level.how")}</p>
      <table className="mt-4 w-full text-sm">
        <caption className="sr-only">{t("level.caption")}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-muted">
            <th scope="col" className="py-2 font-medium">
              {t("level.next")}
            </th>
            <th scope="col" className="py-2 text-right font-medium">
              {t("level.needs")}
            </th>
            <th scope="col" className="py-2 text-right font-medium">
              {t("level.brings")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {nextLevels(level, shownAhead).map((step) => (
            <tr key={step.level}>
              <th scope="row" className="py-2.5 text-left font-medium">
                {t("level.name", { level: step.level })}
              </th>
              <td className="tabular py-2.5 text-right text-muted">{format.integer(step.experience)}</td>
              <td className="py-2.5 text-right">
                <Amount value={step.gold} /> <span className="text-xs text-muted">{common("gold")}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Brought />
    </Card>
  );
}

function Brought() {
  const t = useT("vip");
  const common = useT("common");
  const format = useFormat();
  const rewards = useLevelRewards();
  const items = rewards.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <h3 className="mt-6 text-sm font-semibold">{t("level.brought")}</h3>
      <ul className="mt-1 divide-y divide-line text-sm">
        {items.map((item) => (
          <li key={item.id} className="flex items-center justify-between gap-4 py-2.5">
            <time dateTime={item.created_at} className="text-muted">
              {format.dateTime(item.created_at)}
            </time>
            <span>
              {item.reward_items
                .filter(({ reward_type }) => reward_type === "gold")
                .map(({ amount }) => (
                  <Amount key={amount} value={amount} signed className="font-semibold" />
                ))}{" "}
              <span className="text-xs text-muted">{common("gold")}</span>
            </span>
          </li>
        ))}
      </ul>
      {rewards.hasNextPage ? (
        <Button className="mt-2" size="sm" block busy={rewards.isFetchingNextPage} onClick={() => void rewards.fetchNextPage()}>
          {common("more")}
        </Button>
      ) : null}
    </>
  );
}
