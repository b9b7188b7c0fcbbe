import type { Metadata } from "next";
import { Suspense } from "react";
import { ProfileScreen } from "@/features/profile/components/profile-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "profile");
  return { title: t("title") };
}

export default async function ProfilePage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["profile", "rounds", "share"]}>
      <Suspense>
        <ProfileScreen />
      </Suspense>
    </MessagesFor>
  );
}
