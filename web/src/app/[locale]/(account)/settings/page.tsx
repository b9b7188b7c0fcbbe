import type { Metadata } from "next";
import { Suspense } from "react";
import { SettingsScreen } from "@/features/settings/components/settings-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "settings");
  return { title: t("title") };
}

export default async function SettingsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["settings", "auth", "notifications", "partners"]}>
      <Suspense>
        <SettingsScreen />
      </Suspense>
    </MessagesFor>
  );
}
