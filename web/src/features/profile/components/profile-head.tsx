"use client";

import type { ReactNode } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Avatar } from "./avatar";

type Person = { avatar: string; nickname: string; vip_tier: string; level: number; created_at?: string | null };

/** Who this is: sign, name, tier, level, member since. */
export function ProfileHead({ person, children }: { person: Person; children?: ReactNode }) {
  const t = useT("profile");
  const format = useFormat();
  const tier = `tier.${person.vip_tier}`;
  return (
    <header className="flex flex-wrap items-center gap-4">
      <Avatar avatar={person.avatar} name={person.nickname} />
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-2xl font-bold">{person.nickname}</h1>
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{t.has(tier) ? t(tier) : person.vip_tier}</span>
          <span className="tabular">{t("level", { level: person.level })}</span>
          {person.created_at ? <span>{t("since", { date: format.date(person.created_at) })}</span> : null}
        </p>
      </div>
      {children}
    </header>
  );
}
