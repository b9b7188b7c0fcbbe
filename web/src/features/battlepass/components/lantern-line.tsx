"use client";

import { useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { type Pass, type Track, behind, shareOf } from "../pass";
import { Stop } from "./stop";

type Props = { pass: Pass; busy: boolean; onTake: (level: number) => void };

/** Every level on its rope: downwards on a phone, along on a desk. Levels that are over with are folded away. */
export function LanternLine({ pass, busy, onTake }: Props) {
  const t = useT("pass");
  const [whole, setWhole] = useState(false);
  const folded = whole ? 0 : Math.max(0, behind(pass) - 1);
  const reached = pass.level + shareOf(pass);
  return (
    <div
      role="region"
      aria-label={t("line", { count: pass.season.level_count })}
      tabIndex={0}
      className="lantern-line hairline overflow-x-auto overscroll-x-contain rounded-xl bg-surface px-2 py-4 md:px-6 md:py-6"
    >
      <p aria-hidden className="grid grid-cols-2 pb-2 text-center text-xs font-medium text-muted md:hidden">
        <span>{t("track.free")}</span>
        <span>{t("track.paid")}</span>
      </p>
      <TrackName track="free" />
      <div className="flex flex-col md:w-max md:flex-row">
        {folded > 0 ? (
          <Button size="sm" className="mb-2 self-center md:mr-4 md:mb-0 md:h-auto md:min-h-11" onClick={() => setWhole(true)}>
            {t("earlier", { count: folded })}
          </Button>
        ) : null}
        <ol className="flex flex-col md:flex-row">
          {pass.levels.slice(folded).map((stop) => (
            // The bead sits in the middle of its piece of rope: light that stands on level n fills half of it.
            <Stop
              key={stop.level}
              stop={stop}
              lit={Math.min(1, Math.max(0, reached - stop.level + 0.5))}
              premium={pass.premium_owned}
              busy={busy}
              onTake={onTake}
            />
          ))}
        </ol>
      </div>
      <TrackName track="paid" />
    </div>
  );
}

/** A row's name on a desk, where it stays in sight while the line moves under it. */
function TrackName({ track }: { track: Track }) {
  const t = useT("pass");
  return (
    <p aria-hidden className="sticky left-0 hidden w-fit px-2 text-xs font-medium text-muted md:block">
      {t(`track.${track}`)}
    </p>
  );
}
