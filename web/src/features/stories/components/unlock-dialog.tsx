"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useGold } from "@/shared/live/store";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { type StoryStage, useUnlock } from "../api/stories";

type Props = { storyId: string; stage: StoryStage; open: boolean; onOpenChange: (open: boolean) => void; onOpened: () => void };

/** Spending gold is asked about once more, with what is left afterwards. */
export function UnlockDialog({ storyId, stage, open, onOpenChange, onOpened }: Props) {
  const t = useT("stories");
  const format = useFormat();
  const name = t(`stage.${stage.stage}`);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("confirm.title", { stage: name })} description={t("confirm.text", { gold: format.integer(stage.gold) })}>
      <Confirm storyId={storyId} stage={stage} onOpened={onOpened} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Confirm({ storyId, stage, onOpened, onCancel }: { storyId: string; stage: StoryStage; onOpened: () => void; onCancel: () => void }) {
  const t = useT("stories");
  const format = useFormat();
  const gold = useGold();
  const unlock = useUnlock();
  const [key] = useState(() => crypto.randomUUID());
  const missing = gold === null ? 0 : stage.gold - gold;
  return (
    <div className="grid grid-cols-1 gap-5">
      <dl className="grid grid-cols-2 gap-3">
        <div className="rounded-md bg-raised px-4 py-3">
          <dt className="text-sm text-muted">{t("confirm.balance")}</dt>
          <dd className="text-lg">{gold === null ? "–" : <Amount value={gold} />}</dd>
        </div>
        <div className="rounded-md bg-raised px-4 py-3">
          <dt className="text-sm text-muted">{t("confirm.after")}</dt>
          <dd className="text-lg">{gold === null || missing > 0 ? "–" : <Amount value={gold - stage.gold} />}</dd>
        </div>
      </dl>
      {missing > 0 ? <p className="text-sm">{t("confirm.short", { missing: format.integer(missing) })}</p> : null}
      <FormError error={unlock.error} />
      <div className="grid grid-cols-2 gap-3">
        <Button size="lg" onClick={onCancel}>
          {t("confirm.cancel")}
        </Button>
        <Button
          variant="primary"
          size="lg"
          disabled={missing > 0}
          busy={unlock.isPending}
          onClick={() => unlock.mutate({ id: storyId, stage: stage.stage, key }, { onSuccess: onOpened })}
        >
          {t("confirm.action")}
        </Button>
      </div>
    </div>
  );
}
