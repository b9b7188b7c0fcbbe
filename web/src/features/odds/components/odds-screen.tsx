"use client";

import { useSearchParams } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { useMachineName } from "@/features/rounds/use-machine-name";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { type OddsTableSheet, useOdds } from "../api/odds";
import { ChoiceLinks } from "./choice-links";
import { SlotOdds } from "./slot-odds";
import { TableOdds } from "./table-odds";

/** The figures of every game as text, from the configurations that play. `?game=` and `?variant=` open one. */
export function OddsScreen() {
  const t = useT("odds");
  const gameName = useMachineName();
  const variantName = useVariantName();
  const query = useSearchParams();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const odds = useOdds();
  // Links to a slot machine are older than the other games.
  const asked = query.get("variant") ?? query.get("machine");
  const game = odds.data?.find(({ game }) => game === (query.get("game") ?? "slot")) ?? odds.data?.[0];
  const table = game?.items.find(({ variant }) => variant === asked) ?? game?.items[0];
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      <div className="grid grid-cols-1 gap-3">
        <ChoiceLinks
          label={t("games")}
          current={game?.game}
          choices={(odds.data ?? []).map(({ game: code }) => ({ id: code, name: gameName(null, code) || t("slot"), href: `/odds?game=${code}` }))}
        />
        {game && game.items.length > 1 ? (
          <ChoiceLinks
            quiet
            label={t("variants")}
            current={table?.variant}
            choices={game.items.map((item) => ({ id: item.variant, name: variantName(item), href: `/odds?game=${game.game}&variant=${item.variant}` }))}
          />
        ) : null}
      </div>
      <div className="max-w-md">
        <Field id="odds-search" label={t("search.label")} hint={t("search.hint")}>
          {(control) => <Input {...control} type="search" value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      </div>
      {odds.error ? (
        <ErrorState error={odds.error} onRetry={() => void odds.refetch()} />
      ) : !game || !table ? (
        <Skeleton className="h-[40rem]" />
      ) : game.game === "slot" ? (
        <SlotOdds key={table.variant} table={table} query={wanted} />
      ) : (
        <TableOdds key={`${game.game} ${table.variant}`} table={table} query={wanted} />
      )}
    </div>
  );
}

/** A table's name in the reader's language, or its id in words. */
function useVariantName(): (table: OddsTableSheet) => string {
  const locale = useLocale();
  return ({ name, variant }) => name?.[locale] ?? variant.replaceAll("-", " ");
}
