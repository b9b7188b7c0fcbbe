"use client";

import { useState } from "react";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { useAgree, useLinkOffer, useLinks, useUnlink } from "../hooks/use-links";

/** Partners that may see balances and credit gold: who they are, a code to agree by, and the way out. */
export function PartnersSection() {
  const t = useT("partners");
  const format = useFormat();
  const text = useErrorText();
  const links = useLinks();
  const unlink = useUnlink();
  return (
    <Card aria-labelledby="partners">
      <CardTitle id="partners">{t("title")}</CardTitle>
      <p className="mt-1 text-sm text-muted">{t("hint")}</p>
      {links.error ? (
        <ErrorState error={links.error} onRetry={() => void links.refetch()} />
      ) : links.data === undefined ? (
        <Skeleton className="mt-5 h-16" />
      ) : links.data.items.length > 0 ? (
        <ul className="mt-5 divide-y divide-line border-y border-line">
          {links.data.items.map((link) => (
            <li key={link.partner} className="flex min-h-16 items-center gap-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{link.partner_name}</p>
                <p className="truncate text-sm text-muted">{t("since", { id: link.external_id, date: format.date(link.linked_at) })}</p>
              </div>
              <Button
                size="sm"
                busy={unlink.isPending && unlink.variables === link.partner}
                onClick={() => unlink.mutate(link.partner, { onError: (error) => toast.error(text(error)) })}
              >
                {t("unlink")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <LinkForm />
    </Card>
  );
}

/** No such code, and what cannot be one. */
function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === "not_found" || error.kind === "invalid");
}

/** First whom the code links, then the player's word. */
function LinkForm() {
  const t = useT("partners");
  const text = useErrorText();
  const [code, setCode] = useState("");
  const offer = useLinkOffer();
  const agree = useAgree();
  const start = () => {
    setCode("");
    offer.reset();
  };
  if (offer.data) {
    return (
      <div className="mt-5 rounded-lg border border-line p-4">
        <p className="font-medium">{t("offer", { partner: offer.data.partner_name, id: offer.data.external_id })}</p>
        <p className="mt-1 text-sm text-muted">{t("allows")}</p>
        <div className="mt-4 flex flex-wrap gap-3">
          <Button
            busy={agree.isPending}
            onClick={() =>
              agree.mutate(code, {
                onSuccess: () => toast.success(t("done")),
                onError: (error) => toast.error(text(error)),
                onSettled: start,
              })
            }
          >
            {t("agree")}
          </Button>
          <Button variant="ghost" onClick={start}>
            {t("decline")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      noValidate
      className="mt-5 flex max-w-sm items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (code) offer.mutate(code);
      }}
    >
      <div className="flex-1">
        <Field id="partner-code" label={t("code")} error={offer.error ? (isUnknown(offer.error) ? t("unknown") : text(offer.error)) : undefined}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={10}
              value={code}
              onChange={(event) => setCode(event.target.value.trim().toUpperCase())}
            />
          )}
        </Field>
      </div>
      <Button type="submit" className="mt-[1.625rem] min-h-12" disabled={code.length === 0} busy={offer.isPending}>
        {t("look")}
      </Button>
    </form>
  );
}
