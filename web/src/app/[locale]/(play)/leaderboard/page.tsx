import type { Metadata } from "next";
import { Suspense } from "react";
import { LeaderboardScreen } from "@/features/leaderboard/components/leaderboard-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "leaderboard");
  return { title: t("title"), description: t("description") };
}

export default async function LeaderboardPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["leaderboard"]}>
      <Suspense>
        <LeaderboardScreen />
      </Suspense>
    </MessagesFor>
  );
}
