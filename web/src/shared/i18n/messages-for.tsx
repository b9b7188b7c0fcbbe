import type { ReactNode } from "react";
import { type Locale } from "./locales";
import { loadMessages } from "./messages";
import { MoreMessages } from "./provider";

type Props = { locale: Locale; namespaces: readonly string[]; children: ReactNode };

/** Server component around a page: `<MessagesFor locale={locale} namespaces={["wallet"]}>`. */
export async function MessagesFor({ locale, namespaces, children }: Props) {
  return (
    <MoreMessages locale={locale} messages={await loadMessages(locale, namespaces)}>
      {children}
    </MoreMessages>
  );
}
