"use client";

import { useState } from "react";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/api/error-text";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfAnswer, itemsOfBundle } from "@/shared/ui/reward-items";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { type Answers, type Quiz, useQuiz, useSubmitQuiz } from "../api/quiz";
import { ProfileArt } from "./profile-art";
import { QuestionCard } from "./question-card";
import { ResultView } from "./result-view";
import { Suggestions } from "./suggestions";

function Intro({ quiz, onStart }: { quiz: Quiz; onStart: () => void }) {
  const t = useT("quiz");
  const locale = useLocale();
  return (
    <Card className="mx-auto grid w-full max-w-2xl grid-cols-1 gap-5 p-5 sm:p-8">
      <ProfileArt profile="social" className="max-h-56" />
      <div className="grid gap-2">
        <h1 className="text-2xl font-bold lg:text-3xl">{quiz.title[locale]}</h1>
        <p className="text-muted">{quiz.intro[locale]}</p>
      </div>
      <p className="text-sm text-muted">{t("count", { count: quiz.questions.length })}</p>
      {quiz.reward ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          {t("rewardHint")}
          <RewardItems items={itemsOfBundle(quiz.reward)} />
        </div>
      ) : null}
      <Button variant="primary" size="lg" onClick={onStart}>
        {quiz.result ? t("retake") : t("start")}
      </Button>
    </Card>
  );
}

/** Questions one by one, kept until the last is handed in. */
function Questions({ quiz, onDone }: { quiz: Quiz; onDone: () => void }) {
  const t = useT("quiz");
  const text = useErrorText();
  const { play } = useSound();
  const submit = useSubmitQuiz();
  const [answers, setAnswers] = useState<Answers>({});
  const [index, setIndex] = useState(0);
  const question = quiz.questions[index];
  if (!question) return null;
  const isLast = index === quiz.questions.length - 1;
  const handIn = () =>
    submit.mutate(
      { version: quiz.version, answers },
      {
        onSuccess: ({ applied, reward_items }) => {
          if (applied) {
            play("win");
            celebrate(itemsOfAnswer(reward_items), t("result.rewarded"));
          }
          onDone();
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === "quiz_version_closed") {
            setAnswers({});
            setIndex(0);
            toast.error(t("closed"));
          } else toast.error(text(error));
        },
      },
    );
  return (
    <QuestionCard
      question={question}
      number={index + 1}
      total={quiz.questions.length}
      chosen={answers[question.id]}
      busy={submit.isPending}
      onChoose={(option) => setAnswers((before) => ({ ...before, [question.id]: option }))}
      onNext={() => (isLast ? handIn() : setIndex(index + 1))}
      onBack={() => setIndex(index - 1)}
    />
  );
}

/** The profile quiz: an invitation, one question a screen, a result with a drawing and what may fit it. */
export function QuizScreen() {
  const quiz = useQuiz();
  const [mode, setMode] = useState<"rest" | "asking">("rest");
  if (quiz.error && !quiz.data) return <ErrorState error={quiz.error} onRetry={() => void quiz.refetch()} />;
  if (!quiz.data) return <Skeleton className="mx-auto h-120 w-full max-w-2xl rounded-lg" />;
  if (mode === "asking") return <Questions quiz={quiz.data} onDone={() => setMode("rest")} />;
  const { result } = quiz.data;
  if (!result) return <Intro quiz={quiz.data} onStart={() => setMode("asking")} />;
  return (
    <div className="grid grid-cols-1 gap-6">
      <ResultView quiz={quiz.data} result={result} onRetake={() => setMode("asking")} />
      <Suggestions />
    </div>
  );
}
