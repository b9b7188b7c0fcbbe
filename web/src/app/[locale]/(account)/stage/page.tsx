import type { Metadata } from "next";
import { StageScreen } from "@/features/stage/components/stage-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "stage");
  return { title: t("title"), description: t("description") };
}

export default async function StagePage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["stage", "events"]}>
      <StageScreen />
    </MessagesFor>
  );
}
