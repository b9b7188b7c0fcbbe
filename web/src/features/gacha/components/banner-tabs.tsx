"use client";

import { useLocale, useT } from "@/shared/i18n/use-t";
import { Link } from "@/shared/i18n/link";
import { cn } from "@/shared/ui/cn";
import type { Banner } from "../api/banners";
import { Lantern } from "./lantern";

/** The way between banners; each keeps its own address. */
export function BannerTabs({ banners, current }: { banners: readonly Banner[]; current: string }) {
  const t = useT("gacha");
  const locale = useLocale();
  return (
    <nav aria-label={t("banners")} className="-mx-4 overflow-x-auto px-4 pb-1">
      <ul className="flex w-max gap-2">
        {banners.map((banner) => {
          const active = banner.banner_id === current;
          const face = banner.items.find(({ is_rate_up }) => is_rate_up) ?? banner.items[0];
          return (
            <li key={banner.banner_id}>
              <Link
                href={`/gacha?banner=${banner.banner_id}`}
                aria-current={active ? "page" : undefined}
                className={cn(
                  "flex min-h-12 items-center gap-2 rounded-md border px-3 text-sm font-semibold whitespace-nowrap transition-colors",
                  active ? "border-violet bg-violet-soft text-text" : "border-line bg-raised text-muted hover:text-text",
                )}
              >
                {face ? <Lantern itemId={face.item_id} className="size-7" /> : null}
                <span>
                  {banner.name[locale]}
                  <span className="block text-2xs font-normal text-muted">{t(`kind.${banner.rate_up ? "rateUp" : banner.currency}`)}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
