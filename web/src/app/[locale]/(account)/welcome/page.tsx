import type { Metadata } from "next";
import { Suspense } from "react";
import { WelcomeScreen } from "@/features/onboarding/components/welcome-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "onboarding");
  return { title: t("title") };
}

export default async function WelcomePage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["onboarding", "settings"]}>
      <Suspense>
        <WelcomeScreen />
      </Suspense>
    </MessagesFor>
  );
}
