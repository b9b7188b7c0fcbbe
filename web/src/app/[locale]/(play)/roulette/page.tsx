import type { Metadata } from "next";
import { RouletteScreen } from "@/features/roulette/components/roulette-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "roulette");
  return { title: t("title"), description: t("description") };
}

export default async function RoulettePage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["roulette", "frame"]}>
      <RouletteScreen />
    </MessagesFor>
  );
}
