import compile from "icu-minify/compile";
import { createTranslator } from "next-intl";
import { type Locale, isLocale, locales } from "./locales";

export type MessageTree = { [key: string]: string | MessageTree };

/** Parses each ICU message at build time, so that no parser travels to the browser (the bundler swaps the formatter). */
function compiled(tree: MessageTree): MessageTree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === "string" ? plain(compile(value)) : compiled(value),
  ]);
  return Object.fromEntries(entries) as MessageTree;
}

/** The compiler's maps have no prototype, which server components refuse to hand to the browser. */
function plain(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}

/** Reads namespaces of messages/<locale> at build time; a page inlines only what it names. */
export async function loadMessages(locale: Locale, namespaces: readonly string[]): Promise<MessageTree> {
  const entries = await Promise.all(
    namespaces.map(async (namespace) => {
      const file: { default: MessageTree } = await import(`@messages/${locale}/${namespace}.json`);
      return [namespace, compiled(file.default)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Translator for server components and metadata. */
export async function getT(locale: Locale, namespace: string): Promise<(key: string) => string> {
  const messages = await loadMessages(locale, [namespace]);
  const translate = createTranslator({ locale, messages, namespace });
  return (key) => translate(key as never);
}

export type LocaleParams = { params: Promise<{ locale: string }> };

/** The locale of a page's route parameters; the export only ever builds known ones. */
export async function localeOf(props: LocaleParams): Promise<Locale> {
  const { locale } = await props.params;
  return isLocale(locale) ? locale : locales[0];
}
