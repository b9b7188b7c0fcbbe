import type { Metadata } from "next";
import { Suspense } from "react";
import { FairnessScreen } from "@/features/fairness/components/fairness-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "fairness");
  return { title: t("title"), description: t("description") };
}

export default async function FairnessPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["fairness", "rounds"]}>
      <Suspense>
        <FairnessScreen />
      </Suspense>
    </MessagesFor>
  );
}
