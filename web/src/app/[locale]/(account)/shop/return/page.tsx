import type { Metadata } from "next";
import { ReturnScreen } from "@/features/shop/components/return-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "shop");
  return { title: t("return.meta"), robots: { index: false } };
}

export default async function ReturnPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["shop", "frame"]}>
      <ReturnScreen />
    </MessagesFor>
  );
}
