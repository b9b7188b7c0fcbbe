"use client";

import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EmptyState } from "@/shared/ui/empty-state";
import { Sheet } from "@/shared/ui/sheet";
import { toast } from "@/shared/ui/toast";
import { useChooseShowcase } from "../api/achievements";
import { Badge } from "../art/badge";
import { type Achievement, type Achievements, shownBadges, shownMax, toggled } from "../wall";

/** How far the wall is filled, the badges the profile shows, and the choice of them. */
export function ShowcaseCard({ achievements }: { achievements: Achievements }) {
  const t = useT("achievements");
  const unlocked = achievements.items.filter((one) => one.unlocked_at !== null);
  const shown = shownBadges(unlocked, achievements.showcase);
  return (
    <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-5 sm:p-6">
      <div className="grid gap-1">
        <CardTitle className="text-sm font-normal text-muted">{t("collected")}</CardTitle>
        <p className="flex items-baseline gap-2">
          <span className="tabular font-display text-4xl leading-none text-violet">{achievements.unlocked_count}</span>
          <span className="tabular text-muted">/ {achievements.items.length}</span>
        </p>
        <p className="text-sm">{achievements.claimable_count > 0 ? t("waiting", { count: achievements.claimable_count }) : t("nothingWaits")}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <ul aria-label={t("showcase")} className="flex gap-2">
          {Array.from({ length: shownMax }, (_, slot) => {
            const one = shown[slot];
            return (
              <li key={slot}>
                {one ? (
                  <>
                    <Badge badge={one.badge} tier={one.tier} unlocked className="size-16" />
                    <span className="sr-only">{one.title}</span>
                  </>
                ) : (
                  <span className="grid size-16 place-items-center">
                    <span aria-hidden className="size-14 rounded-full border border-dashed border-line-strong opacity-50" />
                    <span className="sr-only">{t("emptySlot")}</span>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <Chooser unlocked={unlocked} shown={shown.map(({ code }) => code)} />
      </div>
    </Card>
  );
}

function Chooser({ unlocked, shown }: { unlocked: readonly Achievement[]; shown: readonly string[] }) {
  const t = useT("achievements");
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen} title={t("choose")} description={t("chooseHint", { count: shownMax })} trigger={<Button size="sm" className="min-h-11">{t("choose")}</Button>}>
      {unlocked.length === 0 ? (
        <EmptyState title={t("noneYet")} hint={t("noneYetHint")} />
      ) : (
        <Choice unlocked={unlocked} shown={shown} onDone={() => setOpen(false)} />
      )}
    </Sheet>
  );
}

function Choice({ unlocked, shown, onDone }: { unlocked: readonly Achievement[]; shown: readonly string[]; onDone: () => void }) {
  const t = useT("achievements");
  const common = useT("common");
  const text = useErrorText();
  const [chosen, setChosen] = useState<readonly string[]>(shown);
  const choose = useChooseShowcase();
  const save = () =>
    choose.mutate([...chosen], {
      onSuccess: onDone,
      onError: (error) => toast.error(text(error)),
    });
  return (
    <div className="grid gap-5">
      <ul className="grid grid-cols-3 gap-2">
        {unlocked.map((one) => {
          const place = chosen.indexOf(one.code);
          const full = place < 0 && chosen.length >= shownMax;
          return (
            <li key={one.code}>
              <button
                type="button"
                aria-pressed={place >= 0}
                aria-disabled={full || undefined}
                onClick={() => setChosen(toggled(chosen, one.code))}
                className={cn(
                  "relative grid size-full justify-items-center gap-1.5 rounded-md border px-1 py-3 text-center text-xs transition-colors duration-(--duration-ui)",
                  place >= 0 ? "border-pink bg-pink-soft" : "border-transparent hover:bg-raised",
                  full && "opacity-45",
                )}
              >
                <Badge badge={one.badge} tier={one.tier} unlocked className="size-14" />
                {one.title}
                {place >= 0 ? (
                  <span aria-hidden className="tabular absolute top-1.5 right-1.5 grid size-5 place-items-center rounded-full bg-pink text-2xs font-bold text-on-pink">
                    {place + 1}
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
      <p role="status" className="text-sm text-muted">
        {t("chosen", { count: chosen.length, total: shownMax })}
      </p>
      <Button variant="primary" block busy={choose.isPending} onClick={save}>
        {common("save")}
      </Button>
    </div>
  );
}
