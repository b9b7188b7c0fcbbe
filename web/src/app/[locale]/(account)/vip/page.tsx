import type { Metadata } from "next";
import { VipScreen } from "@/features/vip/components/vip-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "vip");
  return { title: t("title") };
}

export default async function VipPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["vip"]}>
      <VipScreen />
    </MessagesFor>
  );
}
