"use client";

import { type LucideIcon, GiftIcon, MegaphoneIcon, ShieldIcon, SparklesIcon, UsersIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Entry, Kind } from "../filters";

const icons: Record<Kind, LucideIcon> = {
  security: ShieldIcon,
  rewards: GiftIcon,
  social: UsersIcon,
  club: SparklesIcon,
  marketing: MegaphoneIcon,
};

const row = "flex w-full items-start gap-4 px-5 py-4 text-left transition-colors duration-(--duration-ui) hover:bg-raised";

/** Entries, newest first. A press reads one and goes where it leads. */
export function NotificationList({ entries, onRead }: { entries: readonly Entry[]; onRead: (id: string) => void }) {
  const t = useT("notifications");
  return (
    <ul aria-label={t("list")} className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id}>
          <NotificationRow entry={entry} onRead={() => entry.read_at === null && onRead(entry.id)} />
        </li>
      ))}
    </ul>
  );
}

function NotificationRow({ entry, onRead }: { entry: Entry; onRead: () => void }) {
  if (entry.link) {
    return (
      <Link href={entry.link as `/${string}`} onClick={onRead} className={row}>
        <RowContent entry={entry} />
      </Link>
    );
  }
  return (
    <button type="button" onClick={onRead} className={row}>
      <RowContent entry={entry} />
    </button>
  );
}

function RowContent({ entry }: { entry: Entry }) {
  const t = useT("notifications");
  const format = useFormat();
  const unread = entry.read_at === null;
  const Icon = icons[entry.kind];
  return (
    <>
      <span
        aria-hidden
        className={cn(
          "grid size-10 shrink-0 place-items-center rounded-full border",
          unread ? "border-line-strong bg-raised text-text" : "border-line text-muted",
        )}
      >
        <Icon className="size-[1.125rem]" strokeWidth={1.75} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className={cn("min-w-0 flex-1 text-pretty", unread ? "font-semibold" : "font-medium text-muted")}>{entry.title}</span>
          {unread ? (
            <span className="size-2 shrink-0 self-center rounded-full bg-cyan">
              <span className="sr-only">{t("isNew")}</span>
            </span>
          ) : null}
        </span>
        <span className="mt-0.5 block text-sm text-pretty text-muted">{entry.body}</span>
        <span className="mt-1.5 block text-xs text-muted">
          {t(`kind.${entry.kind}`)} · <time dateTime={entry.created_at} title={format.full(entry.created_at)}>{format.ago(entry.created_at)}</time>
        </span>
      </span>
    </>
  );
}
