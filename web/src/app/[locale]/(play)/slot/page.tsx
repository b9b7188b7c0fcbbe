import type { Metadata } from "next";
import { Suspense } from "react";
import { SlotScreen } from "@/features/slot/components/slot-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "slot");
  return { title: t("title"), description: t("description") };
}

export default async function SlotPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["slot", "frame", "share"]}>
      <Suspense>
        <SlotScreen />
      </Suspense>
    </MessagesFor>
  );
}
