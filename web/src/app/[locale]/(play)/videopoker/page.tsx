import type { Metadata } from "next";
import { PokerScreen } from "@/features/videopoker/components/poker-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "videopoker");
  return { title: t("title"), description: t("description") };
}

export default async function VideoPokerPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["videopoker", "cards", "frame"]}>
      <PokerScreen />
    </MessagesFor>
  );
}
