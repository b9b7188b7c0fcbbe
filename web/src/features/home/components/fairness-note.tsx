"use client";

import { Link } from "@/shared/i18n/link";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { useSeeds } from "../hooks/use-seeds";

/** The commitment the next rounds are played under. */
export function FairnessNote() {
  const t = useT("home");
  const format = useFormat();
  const seeds = useSeeds();
  return (
    <Card>
      <CardTitle>{t("fairness.title")}</CardTitle>
      <p className="mt-1.5 text-sm text-muted">
        {seeds.data ? t("fairness.count", { count: format.integer(seeds.data.nonce) }) : t("fairness.text")}
      </p>
      {seeds.data ? (
        <p className="mt-3 truncate font-mono text-xs text-muted" title={seeds.data.server_seed_hash}>
          {seeds.data.server_seed_hash}
        </p>
      ) : null}
      <Button asChild size="sm" className="mt-4">
        <Link href="/fairness">{t("fairness.action")}</Link>
      </Button>
    </Card>
  );
}
