import type { Metadata } from "next";
import { Suspense } from "react";
import { ClubScreen } from "@/features/club/components/club-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "club");
  return { title: t("title") };
}

export default async function ClubPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["club"]}>
      <Suspense>
        <ClubScreen />
      </Suspense>
    </MessagesFor>
  );
}
