import type { Metadata } from "next";
import { ResponsibleScreen } from "@/features/responsible/components/responsible-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "responsible");
  return { title: t("title"), description: t("description") };
}

export default async function ResponsiblePlayPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["responsible", "frame"]}>
      <ResponsibleScreen />
    </MessagesFor>
  );
}
