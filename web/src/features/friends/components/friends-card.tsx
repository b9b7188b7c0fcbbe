"use client";

import { EllipsisIcon } from "lucide-react";
import { useState } from "react";
import { useMachineName } from "@/features/rounds/use-machine-name";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import type { Friend, FriendBook } from "../hooks/use-friends";
import { FriendDialog } from "./friend-dialog";
import { FriendsArt } from "./friends-art";
import { PlayerRow } from "./player-row";

function useWhereabouts(): (friend: Friend) => string {
  const t = useT("friends");
  const format = useFormat();
  const machineName = useMachineName();
  return (friend) => {
    if (friend.now_playing) return t("playing", { game: machineName(friend.now_playing.variant, friend.now_playing.game) });
    if (friend.online) return t("here");
    return t("since", { level: friend.level, date: format.date(friend.since) });
  };
}

/** All friends: those who are here first, each group by name. */
export function FriendsCard({ book }: { book: FriendBook }) {
  const t = useT("friends");
  const where = useWhereabouts();
  const [chosen, setChosen] = useState<Friend | null>(null);
  const here = (friend: Friend) => friend.online || friend.now_playing !== null;
  const friends = [...book.friends].sort((a, b) => Number(here(b)) - Number(here(a)));
  return (
    <Card>
      <div className="flex items-baseline justify-between gap-3">
        <CardTitle>{t("list")}</CardTitle>
        <p className="tabular text-sm text-muted">{t("count", { count: friends.length, limit: book.limits.friends })}</p>
      </div>
      {friends.length === 0 ? (
        <EmptyState className="py-8" icon={<FriendsArt className="!h-24 !w-40" />} title={t("empty")} hint={t("emptyHint")} />
      ) : (
        <ul className="mt-2 divide-y divide-line" aria-label={t("list")}>
          {friends.map((friend) => (
            <PlayerRow key={friend.user_id} player={friend} here={here(friend)} note={where(friend)}>
              <Button variant="ghost" size="icon" aria-label={t("more", { name: friend.nickname })} onClick={() => setChosen(friend)}>
                <EllipsisIcon aria-hidden className="size-5" />
              </Button>
            </PlayerRow>
          ))}
        </ul>
      )}
      <FriendDialog friend={chosen} onClose={() => setChosen(null)} />
    </Card>
  );
}
