"use client";

import { IntlProvider, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { useTimeZone } from "./time-zone";
import type { Locale } from "./locales";
import type { MessageTree } from "./messages";

type ProviderProps = { locale: Locale; messages: MessageTree; children: ReactNode };

/** Root of the message catalogue: the namespaces every page shares. */
export function RootMessages({ locale, messages, children }: ProviderProps) {
  const timeZone = useTimeZone();
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

/** Adds a page's own namespaces to those of its parents. */
export function MoreMessages({ locale, messages, children }: ProviderProps) {
  const inherited = useMessages();
  const merged = useMemo(() => ({ ...inherited, ...messages }), [inherited, messages]);
  const timeZone = useTimeZone();
  return (
    <IntlProvider locale={locale} messages={merged} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
