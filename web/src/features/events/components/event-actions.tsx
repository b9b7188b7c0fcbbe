"use client";

import { CheckIcon } from "lucide-react";
import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { celebrate } from "@/shared/ui/reward-burst";
import { itemsOfAnswer } from "@/shared/ui/reward-items";
import { useClaim, useJoin, useLeave, useReport } from "../api/events";
import { type LiveEvent, stepOf } from "../event";

/** Words for what was refused. */
function useRefusal(): (error: unknown) => string {
  const t = useT("events");
  const text = useErrorText();
  return (error) => (error instanceof ApiError && t.has(`refused.${error.code}`) ? t(`refused.${error.code}`) : text(error));
}

/** The one next step: join, go and play, or take the reward. Leaving is always there, quietly. */
export function EventActions({ event, primary }: { event: LiveEvent; primary: boolean }) {
  const t = useT("events");
  const refusal = useRefusal();
  const sound = useSound();
  const join = useJoin();
  const claim = useClaim();
  const failed = join.error ?? claim.error;
  const step = stepOf(event);
  if (step === "none") return null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {step === "join" ? (
          <Button variant={primary ? "primary" : "secondary"} busy={join.isPending} onClick={() => join.mutate(event.id)}>
            {event.joined_at === null ? t("join") : t("rejoin")}
          </Button>
        ) : null}
        {step === "claim" ? (
          <Button
            variant="primary"
            busy={claim.isPending}
            onClick={() =>
              claim.mutate(event.id, {
                onSuccess: ({ applied, reward_items }) => {
                  if (!applied) return;
                  sound.play("win");
                  celebrate(itemsOfAnswer(reward_items), event.title);
                },
              })
            }
          >
            {t("claim")}
          </Button>
        ) : null}
        {step === "underway" ? <Underway event={event} /> : null}
        {step === "claimed" ? (
          <p className="flex min-h-11 items-center gap-2 text-sm font-medium text-gain">
            <CheckIcon aria-hidden className="size-4" /> {t("claimed")}
          </p>
        ) : null}
      </div>
      {failed ? (
        <p role="alert" className="text-sm text-loss">
          {refusal(failed)}
        </p>
      ) : null}
    </div>
  );
}

function Underway({ event }: { event: LiveEvent }) {
  const t = useT("events");
  const refusal = useRefusal();
  const leave = useLeave();
  const report = useReport();
  const failed = leave.error ?? report.error;
  return (
    <>
      {event.self_reported ? (
        <Button busy={report.isPending} onClick={() => report.mutate({ event_id: event.id, amount: 1 })}>
          {t("report")}
        </Button>
      ) : (
        <Button asChild>
          <Link href="/games">{t("play")}</Link>
        </Button>
      )}
      <Button variant="ghost" busy={leave.isPending} onClick={() => leave.mutate(event.id)}>
        {t("leave")}
      </Button>
      {failed ? (
        <p role="alert" className="w-full text-sm text-loss">
          {refusal(failed)}
        </p>
      ) : null}
    </>
  );
}
