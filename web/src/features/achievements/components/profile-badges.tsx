"use client";

import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";
import { useWall } from "../api/achievements";
import { Badge } from "../art/badge";
import { shownBadges } from "../wall";

type Props = { userId: number; own?: boolean };

/** The badges a player shows; on one's own profile, the way to the wall. Nothing when there is nothing to show. */
export function ProfileBadges({ userId, own = false }: Props) {
  const t = useT("profile");
  const wall = useWall(userId);
  if (wall.isPending) return own ? <Skeleton className="h-24 w-full rounded-lg" /> : null;
  if (!wall.data) return null;
  const shown = shownBadges(wall.data.items, wall.data.showcase);
  if (shown.length === 0 && !own) return null;
  return (
    <section aria-label={t("badges")} className="hairline flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-surface px-5 py-4">
      {shown.length > 0 ? (
        <ul className="grid w-full grid-cols-3 gap-3 sm:flex sm:w-auto sm:gap-5">
          {shown.map((one) => (
            <li key={one.code} className="flex flex-col items-center gap-2 text-center sm:flex-row sm:text-left">
              <Badge badge={one.badge} tier={one.tier} unlocked className="size-12" />
              <span className="text-sm font-medium">{one.title}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">{wall.data.unlocked_count > 0 ? t("badgesHidden") : t("badgesNone")}</p>
      )}
      <p className="ml-auto text-sm text-muted">
        {own ? (
          <Link href="/achievements" className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-text">
            {t("badgesAll", { count: wall.data.unlocked_count })}
          </Link>
        ) : (
          t("badgesCount", { count: wall.data.unlocked_count })
        )}
      </p>
    </section>
  );
}
