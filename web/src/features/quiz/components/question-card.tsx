"use client";

import { RadioGroup } from "radix-ui";
import { useEffect, useRef } from "react";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import type { Question } from "../api/quiz";

type Props = {
  question: Question;
  number: number;
  total: number;
  chosen: string | undefined;
  busy: boolean;
  onChoose: (option: string) => void;
  onNext: () => void;
  onBack: () => void;
};

/** One question a screen; digits choose, Enter goes on. */
export function QuestionCard({ question, number, total, chosen, busy, onChoose, onNext, onBack }: Props) {
  const t = useT("quiz");
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [question.id]);
  useHotkeys({
    ...Object.fromEntries(question.options.map((option, index) => [`Digit${index + 1}`, () => onChoose(option.id)])),
    Enter: () => {
      if (chosen && !busy) onNext();
    },
  });
  return (
    <Card className="mx-auto grid w-full max-w-2xl grid-cols-1 gap-6 p-6 sm:p-8">
      <div className="grid gap-2">
        <p className="tabular text-sm text-muted">{t("progress", { now: number, total })}</p>
        <div role="progressbar" aria-label={t("progress", { now: number, total })} aria-valuemin={0} aria-valuemax={total} aria-valuenow={number} className="h-1.5 overflow-hidden rounded-full bg-raised">
          <div className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-ui" style={{ transform: `scaleX(${number / total})` }} />
        </div>
      </div>
      <h1 ref={heading} tabIndex={-1} key={question.id} className="motion-enter min-h-16 text-xl font-bold outline-none sm:text-2xl">
        {question.text[locale]}
      </h1>
      <RadioGroup.Root key={`${question.id}-options`} aria-label={t("options")} value={chosen ?? ""} onValueChange={onChoose} className="motion-enter grid grid-cols-1 gap-3">
        {question.options.map((option, index) => (
          <RadioGroup.Item
            key={option.id}
            value={option.id}
            className="flex min-h-15 items-center gap-4 rounded-md border border-line bg-raised px-4 py-3 text-left transition-colors duration-(--duration-ui) hover:border-line-strong data-[state=checked]:border-violet data-[state=checked]:bg-violet-soft"
          >
            <span aria-hidden className="tabular grid size-7 shrink-0 place-items-center rounded-full border border-line-strong text-xs text-muted">
              {index + 1}
            </span>
            <span>{option.text[locale]}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className="flex items-center gap-3">
        {number > 1 ? (
          <Button variant="ghost" size="lg" onClick={onBack}>
            {t("back")}
          </Button>
        ) : null}
        <Button variant="primary" size="lg" className="ml-auto min-w-32" disabled={!chosen} busy={busy} onClick={onNext}>
          {number === total ? t("finish") : t("next")}
        </Button>
      </div>
      <p className="hidden text-xs text-muted sm:block">{t("keysHint")}</p>
    </Card>
  );
}
