import type { Metadata } from "next";
import { Suspense } from "react";
import { QuizScreen } from "@/features/quiz/components/quiz-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "quiz");
  return { title: t("title") };
}

export default async function QuizPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["quiz"]}>
      <Suspense>
        <QuizScreen />
      </Suspense>
    </MessagesFor>
  );
}
