"use client";

import { ArrowRightIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EmptyState } from "@/shared/ui/empty-state";
import type { Story } from "../api/stories";
import { Scene } from "./scenes";

function StoryTile({ story }: { story: Story }) {
  const t = useT("stories");
  const locale = useLocale();
  const open = story.stages.filter(({ unlocked }) => unlocked).length;
  return (
    <Link
      href={`/stories?id=${story.id}`}
      className="hairline group grid content-start overflow-hidden rounded-lg bg-surface shadow-lift transition-colors duration-(--duration-ui) hover:border-line-strong"
    >
      <Scene scene={story.scene} open={open} className="aspect-5/3 border-b border-line" />
      <span className="grid gap-3 p-5">
        <span className="flex items-center justify-between gap-2 text-lg font-semibold">
          {story.title[locale]}
          <ArrowRightIcon aria-hidden className="size-5 text-muted transition-transform duration-(--duration-ui) group-hover:translate-x-0.5" />
        </span>
        <span aria-hidden className="grid grid-cols-3 gap-1.5">
          {story.stages.map(({ stage, unlocked }) => (
            <span key={stage} className={cn("h-1.5 rounded-full", unlocked ? "bg-violet" : "bg-raised")} />
          ))}
        </span>
        <span className="flex flex-wrap justify-between gap-x-3 text-sm text-muted">
          <span>{t("openOf", { open, total: story.stages.length })}</span>
          <span>{story.next_stage ? t("nextIs", { stage: t(`stage.${story.next_stage}`) }) : t("allOpen")}</span>
        </span>
      </span>
    </Link>
  );
}

/** Every story that can be opened. */
export function StoryList({ stories, notice }: { stories: readonly Story[]; notice: string }) {
  const t = useT("stories");
  if (stories.length === 0) {
    return (
      <Card>
        <EmptyState title={t("empty")} hint={t("emptyHint")} />
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {stories.map((story) => (
          <StoryTile key={story.id} story={story} />
        ))}
      </div>
      <p className="max-w-3xl text-xs text-muted">{notice}</p>
    </div>
  );
}
