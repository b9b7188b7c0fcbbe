import type { Metadata } from "next";
import { Suspense } from "react";
import { ChangePasswordScreen } from "@/features/auth/components/change-password-screen";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "auth");
  return { title: t("change.title") };
}

export default async function ChangePasswordPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["auth"]}>
      <Suspense>
        <ChangePasswordScreen />
      </Suspense>
    </MessagesFor>
  );
}
