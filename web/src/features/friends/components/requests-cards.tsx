"use client";

import { CheckIcon, XIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { type Asked, useDeed } from "../hooks/use-friends";
import { PlayerRow } from "./player-row";

/** Who asks to be friends. Nothing is shown when nobody does. */
export function IncomingCard({ requests }: { requests: Asked[] }) {
  const t = useT("friends");
  const format = useFormat();
  const deed = useDeed();
  if (requests.length === 0) return null;
  return (
    <Card className="border-line-strong">
      <CardTitle className="flex items-center gap-2">
        <span aria-hidden className="size-2 rounded-full bg-cyan" />
        {t("incoming", { count: requests.length })}
      </CardTitle>
      <ul className="mt-2 divide-y divide-line" aria-label={t("incoming", { count: requests.length })}>
        {requests.map(({ request_id: requestId, player, created_at: createdAt }) => (
          <PlayerRow key={requestId} player={player} note={t("asked", { level: player.level, ago: format.ago(createdAt) })}>
            <Button disabled={deed.isPending} aria-label={t("acceptOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "accept", requestId })}>
              <CheckIcon aria-hidden className="size-4" />
              {t("accept")}
            </Button>
            <Button size="icon" variant="ghost" disabled={deed.isPending} aria-label={t("declineOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "decline", requestId })}>
              <XIcon aria-hidden className="size-5" />
            </Button>
          </PlayerRow>
        ))}
      </ul>
    </Card>
  );
}

/** Own requests that wait for an answer. */
export function OutgoingCard({ requests }: { requests: Asked[] }) {
  const t = useT("friends");
  const format = useFormat();
  const deed = useDeed();
  if (requests.length === 0) return null;
  return (
    <Card>
      <CardTitle>{t("outgoing")}</CardTitle>
      <ul className="mt-2 divide-y divide-line" aria-label={t("outgoing")}>
        {requests.map(({ request_id: requestId, player, created_at: createdAt }) => (
          <PlayerRow key={requestId} player={player} note={t("sent", { ago: format.ago(createdAt) })}>
            <Button size="sm" disabled={deed.isPending} aria-label={t("cancelOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "cancel", requestId })}>
              {t("cancel")}
            </Button>
          </PlayerRow>
        ))}
      </ul>
    </Card>
  );
}
