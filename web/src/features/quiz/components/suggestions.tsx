"use client";

import { ArrowRightIcon, ThumbsDownIcon, ThumbsUpIcon } from "lucide-react";
import { useErrorText } from "@/shared/api/error-text";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { type Suggestion, useSuggestionFeedback, useSuggestions } from "../api/quiz";

function Item({ item }: { item: Suggestion }) {
  const t = useT("quiz");
  const text = useErrorText();
  const locale = useLocale();
  const feedback = useSuggestionFeedback();
  const title = item.title[locale];
  const say = (verdict: "helpful" | "not_for_me", told: string) =>
    feedback.mutate({ id: item.id, verdict }, { onSuccess: () => toast.success(told), onError: (error) => toast.error(text(error)) });
  return (
    <li className="flex items-center gap-2 border-b border-line py-1 last:border-b-0">
      <Link
        href={item.target as `/${string}`}
        onClick={() => feedback.mutate({ id: item.id, verdict: "opened" })}
        className="group grid min-w-0 flex-1 gap-0.5 rounded-md px-2 py-3"
      >
        <span className="flex items-center gap-2 font-semibold">
          {title}
          <ArrowRightIcon aria-hidden className="size-4 text-muted transition-transform duration-(--duration-ui) group-hover:translate-x-0.5" />
        </span>
        <span className="text-sm text-muted">{item.text[locale]}</span>
        <span className="text-xs text-violet">{t(`reason.${item.reason}`)}</span>
      </Link>
      {item.kind === "calm" ? null : (
        <>
          <Button variant="ghost" size="icon" aria-label={t("suggest.helpful", { title })} disabled={feedback.isPending} onClick={() => say("helpful", t("suggest.thanks"))}>
            <ThumbsUpIcon aria-hidden className="size-4.5" />
          </Button>
          <Button variant="ghost" size="icon" aria-label={t("suggest.notForMe", { title })} disabled={feedback.isPending} onClick={() => say("not_for_me", t("suggest.gone"))}>
            <ThumbsDownIcon aria-hidden className="size-4.5" />
          </Button>
        </>
      )}
    </li>
  );
}

function Group({ title, items }: { title: string | null; items: readonly Suggestion[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      {title ? <h3 className="px-2 pb-1 text-sm font-semibold text-muted">{title}</h3> : null}
      <ul>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

/** What a player may like, each with its reason. Needs the `quiz` messages. */
export function Suggestions() {
  const t = useT("quiz");
  const found = useSuggestions();
  if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-48 w-full rounded-lg" />;
  const { items, calm } = found.data;
  return (
    <Card className="grid grid-cols-1 gap-4">
      <div className="grid gap-1 px-2">
        <CardTitle>{calm ? t("suggest.calmTitle") : t("suggest.title")}</CardTitle>
        <p className="text-sm text-muted">{calm ? t("suggest.calmHint") : t("suggest.based")}</p>
      </div>
      {items.length === 0 ? <EmptyState title={t("suggest.empty")} hint={t("suggest.emptyHint")} /> : null}
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        <Group title={t("suggest.games")} items={items.filter(({ kind }) => kind === "game")} />
        <Group title={t("suggest.today")} items={items.filter(({ kind }) => kind === "today")} />
        <Group title={null} items={items.filter(({ kind }) => kind === "calm")} />
      </div>
    </Card>
  );
}
