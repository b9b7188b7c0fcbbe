"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { AvatarPicker } from "@/features/settings/components/avatar-picker";
import { NicknameForm } from "@/features/settings/components/nickname-form";
import { useErrorText } from "@/shared/api/error-text";
import { useSession } from "@/shared/auth/session";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { type StepId, type Stop, type Tour, useReportStep } from "../api/onboarding";
import { GiftActions } from "./gift-actions";
import { StepArt } from "./step-art";

type Props = { tour: Tour; stop: Stop; onNext: () => void };

/** One stop: a picture, what it is about, and the one thing to do. */
export function StopPanel({ tour, stop, onNext }: Props) {
  const t = useT("onboarding");
  const nickname = useSession(({ user }) => user?.nickname ?? "");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [stop]);
  const isDone = stop === "reward" ? tour.claimed : tour.steps.some(({ id, done }) => id === stop && done);
  const text = isDone && (stop === "first_round" || stop === "own_limit" || stop === "reward") ? t(`step.${stop}.done`) : t(`step.${stop}.text`);
  return (
    <Card key={stop} className="motion-enter grid grid-cols-1 overflow-hidden p-0">
      <StepArt stop={stop} className="max-h-64 border-b border-line" />
      <div className="grid gap-5 p-6 sm:p-8">
        <div className="grid gap-2">
          <h2 ref={heading} tabIndex={-1} className="text-xl font-bold outline-none sm:text-2xl">
            {stop === "reward" && !tour.claimable && !tour.claimed ? t("step.reward.soon") : t(`step.${stop}.title`, { nickname })}
          </h2>
          <p className="text-muted">{text}</p>
        </div>
        <Actions tour={tour} stop={stop} isDone={isDone} onNext={onNext} />
      </div>
    </Card>
  );
}

function Actions({ tour, stop, isDone, onNext }: Props & { isDone: boolean }) {
  const t = useT("onboarding");
  switch (stop) {
    case "welcome":
      return <Row><ReportButton step="welcome" label={t("step.welcome.action")} onDone={onNext} /></Row>;
    case "identity":
      return (
        <>
          <AvatarPicker />
          <NicknameForm />
          <Row><ReportButton step="identity" label={t("step.identity.action")} onDone={onNext} /></Row>
        </>
      );
    case "first_round":
      return isDone ? (
        <NextButton onNext={onNext} />
      ) : (
        <Row>
          <Button asChild variant="primary" size="lg">
            <Link href="/slot?machine=ring-fruits">{t("step.first_round.action")}</Link>
          </Button>
          <Button variant="ghost" size="lg" onClick={onNext}>{t("next")}</Button>
        </Row>
      );
    case "fairness":
      return <FairnessActions onNext={onNext} />;
    case "own_limit":
      return isDone ? (
        <NextButton onNext={onNext} />
      ) : (
        <Row>
          <Button asChild size="lg">
            <Link href="/responsible-play">{t("step.own_limit.action")}</Link>
          </Button>
          <Button variant="primary" size="lg" onClick={onNext}>{t("step.own_limit.none")}</Button>
        </Row>
      );
    case "reward":
      return <GiftActions tour={tour} />;
  }
}

function Row({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 sm:flex sm:flex-wrap">{children}</div>;
}

function NextButton({ onNext }: { onNext: () => void }) {
  const t = useT("onboarding");
  return (
    <Row>
      <Button variant="primary" size="lg" onClick={onNext}>{t("next")}</Button>
    </Row>
  );
}

function ReportButton({ step, label, onDone }: { step: StepId; label: string; onDone: () => void }) {
  const text = useErrorText();
  const report = useReportStep();
  return (
    <Button
      variant="primary"
      size="lg"
      busy={report.isPending}
      onClick={() => report.mutate(step, { onSuccess: onDone, onError: (error) => toast.error(text(error)) })}
    >
      {label}
    </Button>
  );
}

/** Looking at the page is the step: it is noted on the way there. */
function FairnessActions({ onNext }: { onNext: () => void }) {
  const t = useT("onboarding");
  const text = useErrorText();
  const navigate = useNavigate();
  const report = useReportStep();
  return (
    <Row>
      <Button
        size="lg"
        busy={report.isPending}
        onClick={() =>
          report.mutate("fairness", { onSuccess: () => navigate.push("/fairness"), onError: (error) => toast.error(text(error)) })
        }
      >
        {t("step.fairness.action")}
      </Button>
      <ReportButton step="fairness" label={t("step.fairness.seen")} onDone={onNext} />
    </Row>
  );
}
