import type { Metadata } from "next";
import { CrashScreen } from "@/features/crash/components/crash-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "crash");
  return { title: t("title"), description: t("description") };
}

export default async function CrashPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["crash", "frame"]}>
      <CrashScreen />
    </MessagesFor>
  );
}
