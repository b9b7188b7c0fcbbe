import type { Metadata } from "next";
import { Suspense } from "react";
import { HomeScreen } from "@/features/home/components/home-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "home");
  return { title: t("title") };
}

export default async function HomePage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["home", "rounds", "share", "streak", "onboarding", "socialProof"]}>
      <Suspense>
        <HomeScreen />
      </Suspense>
    </MessagesFor>
  );
}
