"use client";

import { PasswordFields } from "@/features/auth/components/password-fields";
import { NotificationPreferences } from "@/features/notifications/components/preferences-section";
import { PartnersSection } from "@/features/partners/components/partners-section";
import { useT } from "@/shared/i18n/use-t";
import { AvatarPicker } from "./avatar-picker";
import { DataSection } from "./data-section";
import { DisplaySection } from "./display-section";
import { NicknameForm } from "./nickname-form";
import { Section } from "./section";
import { SessionsSection } from "./sessions-section";

export function SettingsScreen() {
  const t = useT("settings");
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-5">
      <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
      <DisplaySection />
      <Section title={t("nickname.title")} hint={t("nickname.hint")}>
        <NicknameForm />
      </Section>
      <Section title={t("avatar.title")} hint={t("avatar.hint")}>
        <AvatarPicker />
      </Section>
      <Section title={t("password.title")} hint={t("password.hint")}>
        <div className="max-w-sm">
          <PasswordFields />
        </div>
      </Section>
      <NotificationPreferences />
      <SessionsSection />
      <PartnersSection />
      <DataSection />
    </div>
  );
}
