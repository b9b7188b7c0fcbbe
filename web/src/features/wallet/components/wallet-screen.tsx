"use client";

import { DownloadIcon, ReceiptTextIcon } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useErrorText } from "@/shared/api/error-text";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { type WalletFilter, filterOf, filterSearch } from "../filters";
import { useHistoryExport } from "../hooks/use-history-export";
import { useWalletHistory } from "../hooks/use-wallet-history";
import { BalanceCards } from "./balance-cards";
import { HistoryFilters } from "./history-filters";
import { PostingList } from "./posting-list";

/** The filter lives in the address, so that a view can be kept and shared between devices. */
function useFilter(): [WalletFilter, (filter: WalletFilter) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const setFilter = (filter: WalletFilter) => {
    const search = filterSearch(filter);
    router.replace(search ? `${pathname}?${search}` : pathname, { scroll: false });
  };
  return [filterOf(new URLSearchParams(params)), setFilter];
}

export function WalletScreen() {
  const t = useT("wallet");
  const text = useErrorText();
  const [filter, setFilter] = useFilter();
  const exportCsv = useHistoryExport();
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
      <BalanceCards />
      <Card className="p-0">
        <div className="flex flex-wrap items-end gap-3 border-b border-line p-5">
          <HistoryFilters filter={filter} onChange={setFilter} />
          <Button
            className="ml-auto min-h-12"
            busy={exportCsv.isPending}
            onClick={() => exportCsv.mutate(filter, { onError: (error) => toast.error(text(error)) })}
          >
            <DownloadIcon aria-hidden className="size-4" />
            {t("csv")}
          </Button>
        </div>
        <History filter={filter} onClear={() => setFilter({ kind: null, currency: null, from: null, to: null })} />
      </Card>
    </div>
  );
}

function History({ filter, onClear }: { filter: WalletFilter; onClear: () => void }) {
  const t = useT("wallet");
  const common = useT("common");
  const history = useWalletHistory(filter);
  const postings = history.data?.pages.flatMap((page) => page.items);

  if (history.error && !postings) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  if (!postings) {
    return (
      <div className="grid grid-cols-1 gap-2 p-5">
        {[0, 1, 2, 3, 4].map((row) => (
          <Skeleton key={row} className="h-13" />
        ))}
      </div>
    );
  }
  if (postings.length === 0) {
    const filtered = filterSearch(filter) !== "";
    return (
      <EmptyState
        icon={<ReceiptTextIcon aria-hidden strokeWidth={1.25} />}
        title={filtered ? t("emptyFiltered") : t("empty")}
        hint={filtered ? t("emptyFilteredHint") : t("emptyHint")}
        action={
          filtered ? (
            <Button onClick={onClear}>{t("clear")}</Button>
          ) : (
            <Button asChild>
              <Link href="/slot">{t("play")}</Link>
            </Button>
          )
        }
      />
    );
  }
  return (
    <>
      <PostingList postings={postings} />
      {history.hasNextPage ? (
        <div className="border-t border-line p-4 text-center">
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
