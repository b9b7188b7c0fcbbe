"use client";

import { useState } from "react";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { useNotice } from "../api/stories";
import { AgeDialog } from "./age-dialog";
import { Scene } from "./scenes";

/** What stands here before the age check: no word of any story. */
export function AgeDoor() {
  const t = useT("stories");
  const locale = useLocale();
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  return (
    <Card className="mx-auto grid w-full max-w-2xl grid-cols-1 overflow-hidden p-0">
      <Scene scene="lantern-alley" open={0} className="h-52" />
      <div className="grid gap-4 p-6 sm:p-8">
        <p aria-hidden className="tabular grid size-12 place-items-center rounded-full border-2 border-violet text-sm font-bold text-violet">
          19+
        </p>
        <div className="grid gap-2">
          <h2 className="text-xl font-bold sm:text-2xl">{t("age.title")}</h2>
          <p className="text-muted">{t("age.lead")}</p>
        </div>
        {notice.data?.age.status === "declared" ? <p className="text-sm">{t("age.declared")}</p> : null}
        <Button variant="primary" size="lg" className="justify-self-start max-sm:w-full" onClick={() => setAsking(true)}>
          {t("age.action")}
        </Button>
        {notice.data ? <p className="border-t border-line pt-4 text-xs text-muted">{notice.data.notice[locale]}</p> : null}
      </div>
      <AgeDialog open={asking} onOpenChange={setAsking} />
    </Card>
  );
}
