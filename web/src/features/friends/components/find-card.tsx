"use client";

import { SearchIcon } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Found, useDeed, useFoundPlayer, useFriendErrorText } from "../hooks/use-friends";
import { PlayerRow } from "./player-row";

/** Finds a player by the whole nickname, and asks them. */
export function FindCard() {
  const t = useT("friends");
  const text = useFriendErrorText();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const found = useFoundPlayer(asked);
  const look = (event: FormEvent) => {
    event.preventDefault();
    const nickname = typed.trim();
    if (nickname === asked && nickname !== "") void found.refetch();
    setAsked(nickname);
  };
  return (
    <Card>
      <CardTitle className="mb-3">{t("find")}</CardTitle>
      <form onSubmit={look} className="grid gap-3" role="search">
        <Field id="friend-nickname" label={t("nickname")} hint={t("findHint")}>
          {(control) => (
            <div className="flex gap-2">
              <Input {...control} value={typed} maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
              <Button type="submit" size="icon" className="size-12" aria-label={t("search")} disabled={typed.trim() === ""}>
                <SearchIcon aria-hidden className="size-5" />
              </Button>
            </div>
          )}
        </Field>
      </form>
      <div aria-live="polite" className="mt-1">
        {asked === "" ? null : found.data ? (
          <ul aria-label={t("found")}>
            <FoundPlayer found={found.data} />
          </ul>
        ) : found.error ? (
          <p className="py-3 text-sm text-loss">{text(found.error)}</p>
        ) : found.data === null ? (
          <p className="py-3 text-sm text-muted">{t("notFound", { name: asked })}</p>
        ) : (
          <Skeleton className="my-3 h-11" />
        )}
      </div>
    </Card>
  );
}

function FoundPlayer({ found }: { found: Found }) {
  const t = useT("friends");
  const deed = useDeed();
  const { player, relation, request_id: requestId } = found;
  return (
    <PlayerRow player={player} note={relation === "none" ? t("level", { level: player.level }) : t(`relation.${relation}`)}>
      {relation === "none" ? (
        <Button variant="primary" busy={deed.isPending} aria-label={t("askOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "ask", userId: player.user_id })}>
          {t("ask")}
        </Button>
      ) : relation === "requested_by_them" && requestId !== null ? (
        <Button variant="primary" busy={deed.isPending} aria-label={t("acceptOf", { name: player.nickname })} onClick={() => deed.mutate({ kind: "accept", requestId })}>
          {t("accept")}
        </Button>
      ) : null}
    </PlayerRow>
  );
}
