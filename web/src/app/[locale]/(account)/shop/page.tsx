import type { Metadata } from "next";
import { ShopScreen } from "@/features/shop/components/shop-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "shop");
  return { title: t("title"), description: t("intro") };
}

export default async function ShopPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["shop", "frame"]}>
      <ShopScreen />
    </MessagesFor>
  );
}
