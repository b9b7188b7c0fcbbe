import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "../globals.css";
import { type LocaleParams, getT, loadMessages, localeOf } from "@/shared/i18n/messages";
import { locales } from "@/shared/i18n/locales";
import { RootMessages } from "@/shared/i18n/provider";
import { Providers } from "@/shared/shell/providers";
import { themeScript } from "@/shared/shell/theme-script";

type LayoutProps = LocaleParams & { children: ReactNode };

export const dynamicParams = false;

export function generateStaticParams() {
  return locales.map((locale) => ({ locale }));
}

/** `themeColor` repeats the token `--ground`: a meta tag cannot read a CSS variable. */
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: "#0e0a17",
};

export async function generateMetadata(props: LocaleParams): Promise<Metadata> {
  const t = await getT(await localeOf(props), "common");
  return {
    metadataBase: new URL(process.env.SITE_ORIGIN ?? "http://127.0.0.1:8000"),
    title: { default: t("meta.title"), template: "%s · Casino-Club" },
    description: t("meta.description"),
    applicationName: "Casino-Club",
    manifest: "/manifest.webmanifest",
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "48x48" },
        { url: "/icon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
    openGraph: { title: "Casino-Club", description: t("meta.description"), images: ["/social-card.png"] },
  };
}

export default async function LocaleLayout({ children, ...props }: LayoutProps) {
  const locale = await localeOf(props);
  const messages = await loadMessages(locale, ["common", "errors", "shell"]);
  return (
    <html lang={locale} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <RootMessages locale={locale} messages={messages}>
          <Providers>{children}</Providers>
        </RootMessages>
      </body>
    </html>
  );
}
