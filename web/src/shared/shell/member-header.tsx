"use client";

import { BellIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Mark } from "@/shared/brand/mark";
import { GoldCounter } from "@/shared/live/gold-counter";
import { useLive } from "@/shared/live/store";
import { ConnectionMark } from "./connection-mark";
import { NotificationDot } from "./notification-dot";
import { SoundToggle } from "./sound-toggle";

function NotificationBell() {
  const t = useT("shell");
  const unread = useLive((state) => state.unread);
  return (
    <Link href="/notifications" aria-label={unread > 0 ? t("unread", { count: unread }) : t("toNotifications")} className="relative grid size-11 place-items-center rounded-md hover:bg-raised">
      <BellIcon aria-hidden className="size-5" strokeWidth={1.75} />
      <span aria-hidden className="contents">
        <NotificationDot count={unread} label="" className="absolute top-1 right-0.5" />
      </span>
    </Link>
  );
}

/** Always in sight: the way home, live gold, sound, and whether the line is up. */
export function MemberHeader() {
  const t = useT("shell");
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface backdrop-blur-xl">
      <div className="mx-auto flex h-15 w-full max-w-7xl items-center gap-2 px-4 lg:px-8">
        <Link href="/home" aria-label={t("toHome")} className="-ml-2 flex min-h-11 items-center gap-2.5 px-2">
          <Mark />
          <span className="hidden font-semibold tracking-tight sm:inline">Casino-Club</span>
        </Link>
        <div className="ml-auto flex items-center gap-1">
          <ConnectionMark />
          <Link href="/wallet" className="flex min-h-11 items-center rounded-md px-2" title={t("toWallet")}>
            <GoldCounter />
          </Link>
          <NotificationBell />
          <SoundToggle />
        </div>
      </div>
    </header>
  );
}
