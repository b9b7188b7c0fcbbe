"use client";

import { ArrowLeftIcon } from "lucide-react";
import { ApiError } from "@/shared/api/errors";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { isAgeRefusal, useIsOpen, useNotice, useStory } from "../api/stories";
import { AgeDoor } from "./age-door";
import { Scene } from "./scenes";
import { StageSection } from "./stage-section";

/** One story: its picture, lit as far as it is open, and its scenes. */
export function StoryPage({ id }: { id: string }) {
  const t = useT("stories");
  const locale = useLocale();
  const notice = useNotice();
  const isOpen = useIsOpen();
  const story = useStory(id);
  if (isOpen === false || isAgeRefusal(story.error)) return <AgeDoor />;
  if (story.error instanceof ApiError && story.error.kind === "not_found") {
    return (
      <Card>
        <EmptyState
          title={t("notFound")}
          hint={t("notFoundHint")}
          action={
            <Button asChild>
              <Link href="/stories">{t("back")}</Link>
            </Button>
          }
        />
      </Card>
    );
  }
  const failed = notice.error ?? story.error;
  if (failed && !story.data) return <ErrorState error={failed} onRetry={() => void (notice.error ? notice : story).refetch()} />;
  if (!story.data) return <Skeleton className="mx-auto h-120 w-full max-w-3xl rounded-lg" />;
  const open = story.data.stages.filter(({ unlocked }) => unlocked).length;
  const label = `scene.${story.data.scene}`;
  return (
    <article className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-5">
      <Link href="/stories" className="flex min-h-11 items-center gap-2 justify-self-start text-sm text-muted hover:text-text">
        <ArrowLeftIcon aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <Card className="grid grid-cols-1 overflow-hidden p-0">
        <Scene scene={story.data.scene} open={open} label={t.has(label) ? t(label) : story.data.title[locale]} className="aspect-16/9" />
        <div className="grid gap-7 p-6 pb-9 sm:p-9">
          <header className="grid gap-1">
            <h1 className="text-2xl font-bold lg:text-3xl">{story.data.title[locale]}</h1>
            <p className="text-sm text-muted">{t("openOf", { open, total: story.data.stages.length })}</p>
          </header>
          {story.data.stages.map((stage) => (
            <StageSection key={`${stage.stage}-${stage.unlocked}`} storyId={story.data.id} stage={stage} />
          ))}
        </div>
      </Card>
    </article>
  );
}
