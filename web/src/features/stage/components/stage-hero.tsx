"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useCountUp } from "@/shared/live/use-count-up";
import { HostScene } from "../art/host-scene";
import type { Stage } from "../stage";

/** The stage itself: a window into the night, whatever the light of the room. */
export function StageHero({ stage }: { stage: Stage }) {
  const t = useT("stage");
  const { host, on_air } = stage;
  return (
    <section aria-labelledby="stage-host" className="always-night hairline relative grid overflow-hidden rounded-xl bg-stage text-text md:grid-cols-[minmax(0,6fr)_minmax(0,5fr)]">
      <div className="relative h-72 md:order-2 md:h-auto md:min-h-[27rem]">
        <HostScene live={on_air !== null} className="absolute inset-0" />
      </div>
      <div className="relative grid content-end gap-5 p-5 pt-0 md:order-1 md:content-center md:p-10">
        <div className="grid gap-2">
          {on_air ? (
            <p className="flex items-center gap-2 text-sm font-medium text-cyan">
              <span aria-hidden className="motion-breathe size-2 rounded-full bg-cyan" /> {t("onAir", { number: on_air.number })}
            </p>
          ) : (
            <p className="text-sm text-muted">{t("between")}</p>
          )}
          <h2 id="stage-host" className="text-[clamp(1.75rem,1.2rem+2.4vw,2.9rem)] leading-tight font-bold">
            {on_air ? on_air.title : host.name}
          </h2>
          <p className="max-w-md text-muted">{on_air?.description ? on_air.description : host.tagline}</p>
          {on_air ? (
            <p className="text-sm text-muted">
              {host.name} · {host.tagline}
            </p>
          ) : null}
        </div>
        <Index stage={stage} />
      </div>
    </section>
  );
}

function Index({ stage }: { stage: Stage }) {
  const t = useT("stage");
  const format = useFormat();
  const shown = useCountUp(stage.model_index);
  return (
    <div className="hairline grid w-full max-w-md gap-1 rounded-lg bg-surface p-4 backdrop-blur-md">
      <p className="text-sm text-muted">{t("index")}</p>
      <p className="tabular font-display text-4xl leading-none text-violet">
        <span className="sr-only">{format.integer(stage.model_index)}</span>
        <span aria-hidden>{format.integer(shown ?? stage.model_index)}</span>
      </p>
      <p className="text-sm text-muted">{t("indexRule")}</p>
      <p className="tabular text-2xs text-muted">{t("indexParts", { gifts: format.integer(Math.floor(stage.index_parts.gold_gifted / 100)), rounds: format.integer(stage.index_parts.rounds) })}</p>
    </div>
  );
}
