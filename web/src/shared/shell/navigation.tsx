"use client";

import { usePathname } from "next/navigation";
import { Link } from "@/shared/i18n/link";
import { localePath } from "@/shared/i18n/locales";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { claimableCount, useClaimable } from "@/shared/live/use-dashboard";
import { cn } from "@/shared/ui/cn";
import { type NavItem, navItems } from "./nav-items";
import { NotificationDot } from "./notification-dot";

function useIsHere(): (item: NavItem) => boolean {
  const pathname = usePathname();
  const locale = useLocale();
  const isAt = (href: NavItem["href"]) => pathname === localePath(locale, href) || pathname.startsWith(`${localePath(locale, href)}/`);
  return ({ href, rooms = [] }) => [href, ...rooms].some(isAt);
}

function RailLink({ item, here }: { item: NavItem; here: boolean }) {
  const t = useT("shell");
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={here ? "page" : undefined}
      className={cn(
        "flex min-h-11 items-center gap-3 rounded-md px-3 text-sm font-medium text-muted transition-colors duration-(--duration-ui) hover:bg-raised hover:text-text",
        here && "bg-violet-soft text-text",
      )}
    >
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      {t(`nav.${item.label}`)}
      {item.counts ? <Waiting what={item.counts} className="ml-auto" /> : null}
    </Link>
  );
}

/** How many rewards wait in the club, or payments in the shop. */
function Waiting({ what, className }: { what: NonNullable<NavItem["counts"]>; className: string }) {
  const t = useT("shell");
  const rewards = claimableCount(useClaimable().data);
  const payments = useLive(({ pending }) => pending);
  const [count, name] = what === "rewards" ? [rewards, "waiting"] : [payments, "unpaid"];
  return <NotificationDot count={count} label={t(name, { count })} className={className} />;
}

/** Desk: a column on the left. */
export function SideNav() {
  const t = useT("shell");
  const isHere = useIsHere();
  return (
    <nav aria-label={t("nav.label")} className="grid gap-1">
      {navItems.map((item) => (
        <RailLink key={item.href} item={item} here={isHere(item)} />
      ))}
    </nav>
  );
}

/** Phone: five places within reach of a thumb. */
export function BottomNav() {
  const t = useT("shell");
  const isHere = useIsHere();
  return (
    <nav
      aria-label={t("nav.label")}
      className="pb-safe fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface-solid lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-5">
        {navItems
          .filter((item) => item.onPhone)
          .map((item) => ({ ...item, here: isHere(item) }))
          .map(({ href, label, icon: Icon, counts, here }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={cn(
                  "relative flex min-h-15 flex-col items-center justify-center gap-1 text-2xs font-medium text-muted",
                  here && "text-text before:absolute before:top-0 before:h-0.5 before:w-8 before:rounded-full before:bg-violet",
                )}
              >
                <span className="relative">
                  <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                  {counts ? <Waiting what={counts} className="absolute -top-2 left-3" /> : null}
                </span>
                {t(`nav.${label}`)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
