import type { Metadata } from "next";
import { BlackjackScreen } from "@/features/blackjack/components/blackjack-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "blackjack");
  return { title: t("title"), description: t("description") };
}

export default async function BlackjackPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["blackjack", "cards", "frame"]}>
      <BlackjackScreen />
    </MessagesFor>
  );
}
