"use client";

import NextLink from "next/link";
import { useRouter } from "next/navigation";
import { type ComponentProps, useMemo } from "react";
import { localePath } from "./locales";
import { useLocale } from "./use-t";

export type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & { href: `/${string}` };

/** A link inside the app, written without its locale: `<Link href="/wallet">`. */
export function Link({ href, ...rest }: LinkProps) {
  return <NextLink href={localePath(useLocale(), href)} {...rest} />;
}

/** Router whose paths are written without their locale. */
export function useNavigate() {
  const router = useRouter();
  const locale = useLocale();
  return useMemo(
    () => ({
      push: (path: `/${string}`) => router.push(localePath(locale, path)),
      replace: (path: `/${string}`) => router.replace(localePath(locale, path)),
    }),
    [router, locale],
  );
}
