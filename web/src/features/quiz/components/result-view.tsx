"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { type Preference, type Quiz, type QuizResult } from "../api/quiz";
import { ProfileArt } from "./profile-art";

const preferences: readonly Preference[] = ["collecting", "competing", "relaxing", "social"];

function Bar({ label, value, strongest }: { label: string; value: number; strongest: boolean }) {
  return (
    <div className="grid grid-cols-[6.5rem_1fr_2rem] items-center gap-3">
      <span className={strongest ? "text-sm font-semibold" : "text-sm text-muted"}>{label}</span>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value} className="h-2 overflow-hidden rounded-full bg-raised">
        <div className={`h-full origin-left rounded-full ${strongest ? "bg-violet" : "bg-muted"}`} style={{ transform: `scaleX(${value / 100})` }} />
      </div>
      <span className="tabular text-right text-sm text-muted">{value}</span>
    </div>
  );
}

type Props = { quiz: Quiz; result: QuizResult; onRetake: () => void };

/** Who the answers say somebody is: a name, a drawing, two scales, and what it is used for. */
export function ResultView({ quiz, result, onRetake }: Props) {
  const t = useT("quiz");
  const locale = useLocale();
  const format = useFormat();
  const name = result.portrait.name[locale];
  return (
    <Card className="grid grid-cols-1 gap-6 p-5 sm:p-6 lg:grid-cols-2 lg:gap-8">
      <div className="grid content-start gap-4">
        <ProfileArt profile={result.profile} label={t("result.drawing", { name })} className="motion-enter" />
        <div className="grid gap-2">
          <p className="text-sm text-muted">{t("result.label")}</p>
          <h1 className="text-2xl font-bold lg:text-3xl">{name}</h1>
          <p>{result.portrait.text[locale]}</p>
        </div>
      </div>
      <div className="grid content-start gap-6">
        <section className="grid gap-3">
          <CardTitle>{t("result.preferences")}</CardTitle>
          {preferences.map((preference) => (
            <Bar key={preference} label={t(`preference.${preference}`)} value={result.preferences[preference]} strongest={preference === result.profile} />
          ))}
        </section>
        <section className="grid gap-3">
          <CardTitle>
            {t("result.risk")}: {result.band_portrait.name[locale]}
          </CardTitle>
          <div role="meter" aria-label={t("result.risk")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={result.risk} className="relative h-2 rounded-full bg-raised">
            <span aria-hidden className="absolute top-1/2 size-4 -translate-1/2 rounded-full border-2 border-surface-solid bg-cyan" style={{ left: `${result.risk}%` }} />
          </div>
          <p aria-hidden className="flex justify-between text-xs text-muted">
            <span>{t("result.calm")}</span>
            <span>{t("result.bold")}</span>
          </p>
          <p className="text-sm text-muted">{result.band_portrait.text[locale]}</p>
        </section>
        <p className="rounded-md bg-raised px-4 py-3 text-sm text-muted">{t("result.fair")}</p>
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
          <span>
            {t("result.takenAt", { date: format.date(result.created_at) })}
            {quiz.retake_at ? <span className="block">{t("result.retakeAt", { date: format.date(quiz.retake_at) })}</span> : null}
          </span>
          {quiz.retake_at ? null : <Button onClick={onRetake}>{t("retake")}</Button>}
        </div>
      </div>
    </Card>
  );
}
