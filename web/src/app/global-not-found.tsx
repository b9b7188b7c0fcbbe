import type { Metadata } from "next";
import "./globals.css";
import { LoungeScene } from "@/features/landing/components/lounge-scene";
import { type Locale, locales } from "@/shared/i18n/locales";
import { loadMessages } from "@/shared/i18n/messages";
import { FontFaces } from "@/shared/shell/font-faces";
import { themeScript } from "@/shared/shell/theme-script";

export const metadata: Metadata = { title: "404 · Casino-Club" };

type NotFoundText = { title: string; hint: string; action: string };

async function textOf(locale: Locale): Promise<NotFoundText> {
  const { shell } = await loadMessages(locale, ["shell"]);
  return (shell as { notFound: NotFoundText }).notFound;
}

/** The page of an unknown address, which has no language: it speaks both. */
export default async function NotFound() {
  const texts = await Promise.all(locales.map(async (locale) => ({ locale, ...(await textOf(locale)) })));
  return (
    <html lang="ko" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <FontFaces />
        <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-8 px-4 py-10 text-center">
          <LoungeScene className="w-full" />
          {texts.map(({ locale, title, hint, action }) => (
            <section key={locale} lang={locale}>
              <h1 className="text-xl font-bold">{title}</h1>
              <p className="mt-1.5 text-muted">{hint}</p>
              <a href={`/${locale}`} className="mt-2 inline-flex min-h-11 items-center font-semibold underline underline-offset-4">
                {action}
              </a>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
