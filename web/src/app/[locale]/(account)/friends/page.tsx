import type { Metadata } from "next";
import { FriendsScreen } from "@/features/friends/components/friends-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "friends");
  return { title: t("title") };
}

export default async function FriendsPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["friends"]}>
      <FriendsScreen />
    </MessagesFor>
  );
}
