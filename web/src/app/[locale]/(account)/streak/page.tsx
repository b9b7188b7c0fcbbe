import type { Metadata } from "next";
import { StreakScreen } from "@/features/streaks/components/streak-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "streak");
  return { title: t("title") };
}

export default async function StreakPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["streak"]}>
      <StreakScreen />
    </MessagesFor>
  );
}
