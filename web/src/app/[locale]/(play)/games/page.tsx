import type { Metadata } from "next";
import { GamesScreen } from "@/features/lobby/games-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "home");
  return { title: t("games.title") };
}

export default async function GamesPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["home"]}>
      <GamesScreen />
    </MessagesFor>
  );
}
