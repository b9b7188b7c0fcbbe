import type { Metadata } from "next";
import { RpsScreen } from "@/features/rps/components/rps-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "rps");
  return { title: t("title"), description: t("description") };
}

export default async function RpsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["rps", "frame"]}>
      <RpsScreen />
    </MessagesFor>
  );
}
