import { LandingScreen } from "@/features/landing/components/landing-screen";
import { type LocaleParams, localeOf } from "@/shared/i18n/messages";
import { MessagesFor } from "@/shared/i18n/messages-for";

export default async function LandingPage(props: LocaleParams) {
  return (
    <MessagesFor locale={await localeOf(props)} namespaces={["landing", "events"]}>
      <LandingScreen />
    </MessagesFor>
  );
}
