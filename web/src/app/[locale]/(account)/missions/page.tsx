import type { Metadata } from "next";
import { Suspense } from "react";
import { MissionsScreen } from "@/features/missions/components/missions-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "missions");
  return { title: t("title") };
}

export default async function MissionsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["missions"]}>
      <Suspense>
        <MissionsScreen />
      </Suspense>
    </MessagesFor>
  );
}
