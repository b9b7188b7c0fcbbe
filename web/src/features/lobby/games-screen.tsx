"use client";

import { LobbyTiles } from "@/features/home/components/lobby-tiles";
import { useT } from "@/shared/i18n/use-t";
import { TableTiles } from "./table-tiles";

/** The whole lobby: the machines, then every other game. */
export function GamesScreen() {
  const t = useT("home");
  return (
    <div className="grid grid-cols-1 gap-8">
      <header>
        <h1 className="text-2xl font-bold lg:text-3xl">{t("games.title")}</h1>
        <p className="mt-1 text-sm text-muted">{t("games.description")}</p>
      </header>
      <TableTiles />
      <section aria-labelledby="machines">
        <h2 id="machines" className="mb-3 text-lg font-semibold">
          {t("machines")}
        </h2>
        <LobbyTiles />
      </section>
    </div>
  );
}
