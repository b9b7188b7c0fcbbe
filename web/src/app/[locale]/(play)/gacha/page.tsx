import type { Metadata } from "next";
import { Suspense } from "react";
import { GachaScreen } from "@/features/gacha/components/gacha-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "gacha");
  return { title: t("title"), description: t("description") };
}

export default async function GachaPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["gacha", "frame"]}>
      <Suspense>
        <GachaScreen />
      </Suspense>
    </MessagesFor>
  );
}
