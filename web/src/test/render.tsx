import { QueryClientProvider } from "@tanstack/react-query";
import { type RenderResult, render } from "@testing-library/react";
import { readFileSync, readdirSync } from "node:fs";
import { IntlProvider } from "next-intl";
import type { ReactElement } from "react";
import { createQueryClient } from "@/shared/api/query-client";
import type { Locale } from "@/shared/i18n/locales";
import type { MessageTree } from "@/shared/i18n/messages";

/** The whole catalogue of a locale, as files hold it. */
export function catalogue(locale: Locale): Record<string, MessageTree> {
  const folder = `messages/${locale}`;
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as MessageTree]),
  );
}

/** Renders inside the app's providers; a message that does not exist fails the test. */
export function renderApp(element: ReactElement, locale: Locale = "ko"): RenderResult {
  return render(element, {
    wrapper: ({ children }) => (
      <IntlProvider
        locale={locale}
        timeZone="Asia/Seoul"
        messages={catalogue(locale)}
        onError={(error) => {
          throw error;
        }}
      >
        <QueryClientProvider client={createQueryClient()}>{children}</QueryClientProvider>
      </IntlProvider>
    ),
  });
}
