"use client";

import { BellIcon, CheckCheckIcon, Settings2Icon } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useErrorText } from "@/shared/api/error-text";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Select } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { Tabs, TabsList, TabsTrigger } from "@/shared/ui/tabs";
import { toast } from "@/shared/ui/toast";
import { useNotifications, useRead, useReadAll } from "../api/notifications";
import { type CentreFilter, filterOf, filterSearch, isKind, kinds } from "../filters";
import { NotificationList } from "./notification-list";

function useFilter(): [CentreFilter, (filter: CentreFilter) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const setFilter = (filter: CentreFilter) => {
    const search = filterSearch(filter);
    router.replace(search ? `${pathname}?${search}` : pathname, { scroll: false });
  };
  return [filterOf(new URLSearchParams(params)), setFilter];
}

export function NotificationsScreen() {
  const t = useT("notifications");
  const text = useErrorText();
  const [filter, setFilter] = useFilter();
  const unread = useLive((state) => state.unread);
  const readAll = useReadAll();
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
        <div>
          <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
          <p aria-live="polite" className="mt-1 text-sm text-muted">
            {t("unread", { count: unread })}
          </p>
        </div>
        <div className="flex gap-2">
          <Button
            disabled={unread === 0}
            busy={readAll.isPending}
            onClick={() => readAll.mutate(undefined, { onError: (error) => toast.error(text(error)) })}
          >
            <CheckCheckIcon aria-hidden className="size-4" />
            {t("readAll")}
          </Button>
          <Button asChild size="icon" variant="ghost">
            <Link href="/settings#notifications" aria-label={t("settings")} title={t("settings")}>
              <Settings2Icon aria-hidden className="size-5" />
            </Link>
          </Button>
        </div>
      </div>
      <Card className="overflow-hidden p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line p-4">
          <Tabs value={filter.unread ? "unread" : "all"} onValueChange={(value) => setFilter({ ...filter, unread: value === "unread" })}>
            <TabsList aria-label={t("filter.label")}>
              <TabsTrigger value="all" aria-controls="centre">{t("filter.all")}</TabsTrigger>
              <TabsTrigger value="unread" aria-controls="centre">{t("filter.unread")}</TabsTrigger>
            </TabsList>
          </Tabs>
          <Select
            aria-label={t("filter.kind")}
            className="w-40"
            value={filter.kind ?? ""}
            onChange={({ target }) => setFilter({ ...filter, kind: isKind(target.value) ? target.value : null })}
          >
            <option value="">{t("kind.all")}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
        </div>
        <div id="centre" role="tabpanel" aria-label={t("list")}>
          <Centre filter={filter} onClear={() => setFilter({ unread: false, kind: null })} />
        </div>
      </Card>
    </div>
  );
}

function Centre({ filter, onClear }: { filter: CentreFilter; onClear: () => void }) {
  const common = useT("common");
  const centre = useNotifications(filter);
  const read = useRead();
  const entries = centre.data?.pages.flatMap((page) => page.items);

  if (centre.error && !entries) return <ErrorState error={centre.error} onRetry={() => void centre.refetch()} />;
  if (!entries) {
    return (
      <div className="grid grid-cols-1 gap-3 p-5">
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-16" />
        ))}
      </div>
    );
  }
  if (entries.length === 0) return <Nothing filter={filter} onClear={onClear} />;
  return (
    <>
      <NotificationList entries={entries} onRead={(id) => read.mutate(id)} />
      {centre.hasNextPage ? (
        <div className="border-t border-line p-4 text-center">
          <Button busy={centre.isFetchingNextPage} onClick={() => void centre.fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Nothing({ filter, onClear }: { filter: CentreFilter; onClear: () => void }) {
  const t = useT("notifications");
  const icon = <BellIcon aria-hidden strokeWidth={1.25} />;
  if (filter.unread && filter.kind === null) {
    return <EmptyState icon={icon} title={t("allRead")} hint={t("allReadHint")} action={<Button onClick={onClear}>{t("clear")}</Button>} />;
  }
  if (filter.kind !== null) {
    return <EmptyState icon={icon} title={t("emptyFiltered")} hint={t("emptyFilteredHint")} action={<Button onClick={onClear}>{t("clear")}</Button>} />;
  }
  return <EmptyState icon={icon} title={t("empty")} hint={t("emptyHint")} />;
}
