"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useNavigate } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { isAgeRefusal, useFinishVerification, useIsOpen, useNotice, useStories } from "../api/stories";
import { AgeDoor } from "./age-door";
import { StoryList } from "./story-list";
import { StoryPage } from "./story-page";

/** Back from a checker's page (`?verification=&token=`): the result is fetched once, and the address cleaned. */
function useReturnFromChecker(): boolean {
  const t = useT("stories");
  const text = useErrorText();
  const navigate = useNavigate();
  const params = useSearchParams();
  const { mutate, isPending } = useFinishVerification();
  const asked = useRef<string | null>(null);
  const id = params.get("verification");
  const token = params.get("token");
  useEffect(() => {
    if (!id || asked.current === id) return;
    asked.current = id;
    mutate(
      { verification_id: id, token },
      {
        onSuccess: () => toast.success(t("age.done")),
        onError: (error) => toast.error(text(error)),
        onSettled: () => navigate.replace("/stories"),
      },
    );
  }, [id, token, mutate, navigate, t, text]);
  return isPending;
}

/** Staged stories: `?id=` shows one, without it all of them. Closed behind an age check. */
export function StoriesScreen() {
  const t = useT("stories");
  const id = useSearchParams().get("id");
  const finishing = useReturnFromChecker();
  if (finishing) {
    return (
      <p role="status" className="py-20 text-center text-muted">
        {t("age.finishing")}
      </p>
    );
  }
  return id ? <StoryPage id={id} /> : <AllStories />;
}

function AllStories() {
  const t = useT("stories");
  const locale = useLocale();
  const notice = useNotice();
  const isOpen = useIsOpen();
  const stories = useStories();
  const failed = notice.error ?? stories.error;
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="text-muted">{t("lead")}</p>
      </header>
      {isOpen === false || isAgeRefusal(stories.error) ? (
        <AgeDoor />
      ) : failed && !stories.data ? (
        <ErrorState error={failed} onRetry={() => void (notice.error ? notice : stories).refetch()} />
      ) : stories.data ? (
        <StoryList stories={stories.data.items} notice={stories.data.notice[locale]} />
      ) : (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {[0, 1, 2].map((tile) => (
            <Skeleton key={tile} className="h-72 rounded-lg" />
          ))}
        </div>
      )}
    </div>
  );
}
