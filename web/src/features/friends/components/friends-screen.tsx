"use client";

import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useFriends } from "../hooks/use-friends";
import { BlockedCard } from "./blocked-card";
import { FindCard } from "./find-card";
import { FriendsCard } from "./friends-card";
import { IncomingCard, OutgoingCard } from "./requests-cards";

/** Friends, requests both ways, the search, and whom one does not want to meet. */
export function FriendsScreen() {
  const t = useT("friends");
  const book = useFriends();
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      {book.data ? (
        <>
          <IncomingCard requests={book.data.requests_in} />
          <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
            <div className="lg:col-start-2 lg:row-start-1">
              <FindCard />
            </div>
            <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
              <FriendsCard book={book.data} />
            </div>
            <div className="grid grid-cols-1 gap-6 lg:col-start-2">
              <OutgoingCard requests={book.data.requests_out} />
              <BlockedCard book={book.data} />
            </div>
          </div>
        </>
      ) : book.error ? (
        <ErrorState error={book.error} onRetry={() => void book.refetch()} />
      ) : (
        <Card className="grid gap-3" aria-busy>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-14" />
          ))}
        </Card>
      )}
    </div>
  );
}
