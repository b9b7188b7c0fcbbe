import type { Metadata } from "next";
import { CheckoutScreen } from "@/features/shop/components/checkout-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "shop");
  return { title: t("checkout.meta"), robots: { index: false } };
}

export default async function CheckoutPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["shop", "frame"]}>
      <CheckoutScreen />
    </MessagesFor>
  );
}
