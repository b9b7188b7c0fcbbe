"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Switch } from "@/shared/ui/switch";
import { type FriendBook, useDeed } from "../hooks/use-friends";
import { PlayerRow } from "./player-row";

/** Who may ask, and whom one does not want to meet. */
export function BlockedCard({ book }: { book: FriendBook }) {
  const t = useT("friends");
  const format = useFormat();
  const deed = useDeed();
  const open = book.settings.requests_from === "everybody";
  return (
    <Card>
      <CardTitle>{t("privacy")}</CardTitle>
      <div className="mt-3 flex items-center justify-between gap-4">
        <label htmlFor="friend-requests" className="grid gap-0.5">
          <span className="text-sm font-medium">{t("takeRequests")}</span>
          <span className="text-sm text-muted">{t(open ? "takeRequestsOn" : "takeRequestsOff")}</span>
        </label>
        <Switch
          id="friend-requests"
          checked={open}
          disabled={deed.isPending}
          onCheckedChange={(on) => deed.mutate({ kind: "settings", requestsFrom: on ? "everybody" : "nobody" })}
        />
      </div>
      <h3 className="mt-5 text-sm font-medium">{t("blocked")}</h3>
      {book.blocked.length === 0 ? (
        <p className="mt-1 text-sm text-muted">{t("blockedEmpty")}</p>
      ) : (
        <ul className="divide-y divide-line" aria-label={t("blocked")}>
          {book.blocked.map(({ player, since }) => (
            <PlayerRow key={player.user_id} player={player} note={t("blockedSince", { date: format.date(since) })}>
              <Button size="sm" disabled={deed.isPending} aria-label={t("unblockOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "unblock", userId: player.user_id })}>
                {t("unblock")}
              </Button>
            </PlayerRow>
          ))}
        </ul>
      )}
    </Card>
  );
}
