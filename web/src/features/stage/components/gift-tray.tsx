"use client";

import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { useGift } from "../api/stage";
import { type Gifting, giftMax } from "../stage";
import { GiftChip } from "./gift-chip";

/** Chips are laid down, taken back, and sent together as one gift. */
export function GiftTray({ gifting }: { gifting: Gifting }) {
  const t = useT("stage");
  if (!gifting.enabled) {
    return (
      <Card className="grid gap-1">
        <CardTitle>{t("gift")}</CardTitle>
        <p className="text-sm text-muted">{t("giftingOff")}</p>
      </Card>
    );
  }
  return <Tray gifting={gifting} />;
}

function Tray({ gifting }: { gifting: Gifting }) {
  const t = useT("stage");
  const format = useFormat();
  const sound = useSound();
  const gold = useGold();
  const gift = useGift();
  const refusal = useRefusal();
  const [laid, setLaid] = useState<readonly number[]>([]);
  const most = giftMax(gifting, gold ?? 0);
  const amount = laid.reduce((sum, chip) => sum + chip, 0);
  const lay = (chips: readonly number[]) => {
    gift.reset();
    sound.play("tap");
    setLaid(chips);
  };
  const send = () =>
    gift.mutate(amount, {
      onSuccess: ({ me }) => {
        sound.play("stop", 3);
        setLaid([]);
        toast.success(t("sent", { amount: format.integer(amount) }), t("sentRank", { rank: format.integer(me.rank) }));
      },
    });
  return (
    <Card className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <CardTitle>{t("gift")}</CardTitle>
        <p className="text-sm text-muted">{t("dayLeft", { amount: format.integer(gifting.day_left) })}</p>
      </div>
      <div role="group" aria-label={t("chips")} className="flex flex-wrap gap-3">
        {gifting.chips.map((chip, place) => (
          <GiftChip key={chip} value={chip} place={place} disabled={gift.isPending || amount + chip > most} onAdd={(value) => lay([...laid, value])} />
        ))}
      </div>
      <div className="hairline flex flex-wrap items-center justify-between gap-3 rounded-md bg-raised px-4 py-3">
        <p className="grid" aria-live="polite">
          <span className="text-sm text-muted">{t("onTray")}</span>
          <Amount value={amount} className="text-2xl font-semibold" />
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="ghost" disabled={laid.length === 0 || gift.isPending} onClick={() => lay(laid.slice(0, -1))}>
            {t("undo")}
          </Button>
          <Button variant="primary" busy={gift.isPending} disabled={amount === 0 || amount > most} onClick={send}>
            {t("send")}
          </Button>
        </div>
      </div>
      {gift.error ? (
        <p role="alert" className="text-sm text-loss">
          {refusal(gift.error)}
        </p>
      ) : null}
      <p className="text-sm text-muted">{t("gone")}</p>
    </Card>
  );
}

/** Words for what was refused. */
function useRefusal(): (error: unknown) => string {
  const t = useT("stage");
  const text = useErrorText();
  return (error) => (error instanceof ApiError && t.has(`refused.${error.code}`) ? t(`refused.${error.code}`) : text(error));
}
