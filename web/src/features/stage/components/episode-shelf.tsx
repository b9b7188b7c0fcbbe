"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EpisodeArt } from "../art/episode-art";
import { type Episode, shelfOf } from "../stage";

type Props = { episodes: readonly Episode[]; onAir: Episode | null };

/** What runs, what comes, and what can be looked back on. */
export function EpisodeShelf({ episodes, onAir }: Props) {
  const t = useT("stage");
  if (episodes.length === 0) return null;
  const shelf = shelfOf(episodes, onAir);
  const now = shelf.onAir ? [shelf.onAir] : [];
  return (
    <section aria-labelledby="stage-episodes" className="grid grid-cols-1 gap-4">
      <h2 id="stage-episodes" className="text-lg font-semibold">
        {t("episodes")}
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 xl:grid-cols-4">
        {[...now, ...shelf.coming, ...shelf.past].map((episode) => (
          <li key={episode.id}>
            <EpisodeCard episode={episode} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EpisodeCard({ episode }: { episode: Episode }) {
  const t = useT("stage");
  const format = useFormat();
  const live = episode.status === "on_air";
  const moment = episode.status === "past" ? episode.ends_at : episode.starts_at;
  return (
    <Card className={cn("h-full overflow-hidden p-0", live && "border-cyan")}>
      <article aria-label={t("episode", { number: episode.number, title: episode.title })}>
        <EpisodeArt name={episode.art} lit={live || episode.status === "upcoming"} className="aspect-5/3 w-full" />
        <div className="grid gap-1 p-3.5 sm:p-4">
          <p className={cn("text-2xs font-medium", live ? "text-cyan" : "text-muted")}>
            {live ? t("now") : <time dateTime={moment}>{t(episode.status === "past" ? "was" : "comes", { date: format.date(moment) })}</time>}
          </p>
          <h3 className="text-sm font-semibold sm:text-base">
            <span className="tabular text-muted">{episode.number}.</span> {episode.title}
          </h3>
          {episode.description ? <p className="text-sm text-muted max-sm:sr-only">{episode.description}</p> : null}
        </div>
      </article>
    </Card>
  );
}
