import type { Metadata } from "next";
import { Suspense } from "react";
import { StoriesScreen } from "@/features/stories/components/stories-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "stories");
  return { title: t("title") };
}

export default async function StoriesPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["stories"]}>
      <Suspense>
        <StoriesScreen />
      </Suspense>
    </MessagesFor>
  );
}
