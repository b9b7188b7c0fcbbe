import type { Metadata } from "next";
import { Suspense } from "react";
import { WalletScreen } from "@/features/wallet/components/wallet-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "wallet");
  return { title: t("title") };
}

export default async function WalletPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["wallet"]}>
      <Suspense>
        <WalletScreen />
      </Suspense>
    </MessagesFor>
  );
}
