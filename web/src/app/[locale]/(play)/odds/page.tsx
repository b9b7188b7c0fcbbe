import type { Metadata } from "next";
import { Suspense } from "react";
import { OddsScreen } from "@/features/odds/components/odds-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "odds");
  return { title: t("title"), description: t("description") };
}

export default async function OddsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["odds", "slot"]}>
      <Suspense>
        <OddsScreen />
      </Suspense>
    </MessagesFor>
  );
}
