import type { Metadata } from "next";
import { Suspense } from "react";
import { NotificationsScreen } from "@/features/notifications/components/notifications-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "notifications");
  return { title: t("title") };
}

export default async function NotificationsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["notifications"]}>
      <Suspense>
        <NotificationsScreen />
      </Suspense>
    </MessagesFor>
  );
}
