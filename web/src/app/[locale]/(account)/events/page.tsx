import type { Metadata } from "next";
import { EventsScreen } from "@/features/events/components/events-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "events");
  return { title: t("title"), description: t("description") };
}

export default async function EventsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["events"]}>
      <EventsScreen />
    </MessagesFor>
  );
}
