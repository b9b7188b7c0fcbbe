"use client";

import { useT } from "@/shared/i18n/use-t";
import { Field } from "@/shared/ui/field";
import { Input, Select } from "@/shared/ui/input";
import { type WalletFilter, currencies, oneOf, postingKinds } from "../filters";

type Props = { filter: WalletFilter; onChange: (filter: WalletFilter) => void };

export function HistoryFilters({ filter, onChange }: Props) {
  const t = useT("wallet");
  const common = useT("common");
  return (
    <div className="grid w-full grid-cols-2 gap-3 sm:w-auto sm:grid-cols-4">
      <Field id="kind" label={t("kindLabel")}>
        {(control) => (
          <Select
            {...control}
            value={filter.kind ?? ""}
            onChange={({ target }) => onChange({ ...filter, kind: oneOf(postingKinds, target.value) })}
          >
            <option value="">{t("all")}</option>
            {postingKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id="currency" label={t("currencyLabel")}>
        {(control) => (
          <Select
            {...control}
            value={filter.currency ?? ""}
            onChange={({ target }) => onChange({ ...filter, currency: oneOf(currencies, target.value) })}
          >
            <option value="">{t("all")}</option>
            {currencies.map((currency) => (
              <option key={currency} value={currency}>
                {common(currency)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id="from" label={t("from")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="px-2.5"
            max={filter.to ?? undefined}
            value={filter.from ?? ""}
            onChange={({ target }) => onChange({ ...filter, from: target.value || null })}
          />
        )}
      </Field>
      <Field id="to" label={t("to")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="px-2.5"
            min={filter.from ?? undefined}
            value={filter.to ?? ""}
            onChange={({ target }) => onChange({ ...filter, to: target.value || null })}
          />
        )}
      </Field>
    </div>
  );
}
