import type { Metadata } from "next";
import { Suspense } from "react";
import { SignUpForm } from "@/features/auth/components/sign-up-form";
import { type LocaleParams, getT, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "auth");
  return { title: t("signUp.title") };
}

export default async function SignUpPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["auth"]}>
      <Suspense>
        <SignUpForm />
      </Suspense>
    </MessagesFor>
  );
}
