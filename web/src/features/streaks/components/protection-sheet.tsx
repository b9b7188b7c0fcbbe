"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useGem, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { cn } from "@/shared/ui/cn";
import { Sheet } from "@/shared/ui/sheet";
import { Stepper } from "@/shared/ui/stepper";
import { toast } from "@/shared/ui/toast";
import { type Protection, type Purchase, useBuyProtection } from "../hooks/use-protection";

type Props = { protection: Protection; onClose: () => void };

/** How many, paid with what, for how much. */
export function ProtectionSheet({ protection, onClose }: Props) {
  const t = useT("streak");
  const common = useT("common");
  const { play } = useSound();
  const balances = { gold: useGold(), gem: useGem() };
  const buy = useBuyProtection();
  const room = Math.max(1, protection.held_max - protection.held);
  const [count, setCount] = useState(1);
  const [currency, setCurrency] = useState<Purchase["currency"]>("gold");
  const price = protection.prices.find((one) => one.currency === currency)?.amount ?? 0;
  const total = price * count;
  const short = (balances[currency] ?? 0) < total;
  const confirm = () =>
    buy.mutate(
      { count, currency },
      {
        onSuccess: ({ bought }) => {
          play("toggle");
          toast.success(t("protection.bought", { count: bought }));
          onClose();
        },
      },
    );
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("protection.buy")} description={t("protection.later")}>
      <div className="grid gap-6">
        <Stepper label={t("protection.count")} value={count} most={room} onChange={setCount} />
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium">{t("protection.pay")}</legend>
          {protection.prices.map((one) => (
            <PayChoice key={one.currency} price={one} chosen={one.currency === currency} balance={balances[one.currency]} onChoose={setCurrency} />
          ))}
        </fieldset>
        <div className="flex items-baseline justify-between gap-4 border-t border-line pt-4">
          <p className="text-sm text-muted">{t("protection.total")}</p>
          <p className="text-xl font-semibold">
            <Amount value={total} currency={currency} /> <span className="text-sm text-muted">{common(currency)}</span>
          </p>
        </div>
        <FormError error={buy.error} />
        {short ? <p className="text-sm text-muted">{t("protection.short", { currency: common(currency) })}</p> : null}
        <Button variant="primary" size="lg" block disabled={short} busy={buy.isPending} onClick={confirm}>
          {t("protection.confirm")}
        </Button>
      </div>
    </Sheet>
  );
}

type ChoiceProps = {
  price: Protection["prices"][number];
  chosen: boolean;
  balance: number | null;
  onChoose: (currency: Purchase["currency"]) => void;
};

function PayChoice({ price, chosen, balance, onChoose }: ChoiceProps) {
  const t = useT("streak");
  const common = useT("common");
  const format = useFormat();
  return (
    <label
      className={cn(
        "flex min-h-14 cursor-pointer items-center gap-3 rounded-md border px-4 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-cyan",
        chosen ? "border-text bg-raised" : "border-line",
      )}
    >
      <input
        type="radio"
        name="protection-currency"
        value={price.currency}
        checked={chosen}
        onChange={() => onChoose(price.currency)}
        className="size-4 accent-current"
      />
      <span className="flex-1">
        <span className="block font-medium">{common(price.currency)}</span>
        <span className="tabular text-xs text-muted">{t("protection.have", { amount: format.integer(balance ?? 0) })}</span>
      </span>
      <span className="text-sm">
        <Amount value={price.amount} currency={price.currency} className="font-semibold" />
      </span>
    </label>
  );
}
