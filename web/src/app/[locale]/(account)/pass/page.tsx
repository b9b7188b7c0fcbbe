import type { Metadata } from "next";
import { PassScreen } from "@/features/battlepass/components/pass-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "pass");
  return { title: t("title") };
}

export default async function PassPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["pass"]}>
      <PassScreen />
    </MessagesFor>
  );
}
