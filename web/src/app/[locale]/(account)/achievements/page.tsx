import type { Metadata } from "next";
import { Suspense } from "react";
import { AchievementsScreen } from "@/features/achievements/components/achievements-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "achievements");
  return { title: t("title") };
}

export default async function AchievementsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["achievements"]}>
      <Suspense>
        <AchievementsScreen />
      </Suspense>
    </MessagesFor>
  );
}
