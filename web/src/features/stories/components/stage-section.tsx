"use client";

import { LockKeyholeIcon } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { toast } from "@/shared/ui/toast";
import { type StoryStage, useUnlock } from "../api/stories";
import { UnlockDialog } from "./unlock-dialog";

type Props = { storyId: string; stage: StoryStage };

/** One scene: its words once it is open, else how to open it. */
export function StageSection({ storyId, stage }: Props) {
  const t = useT("stories");
  const locale = useLocale();
  if (stage.unlocked && stage.heading && stage.text) {
    return (
      <section className="motion-enter grid gap-4 border-t border-line pt-7">
        <p className="text-sm text-muted">{t(`stage.${stage.stage}`)}</p>
        <h2 className="text-xl font-bold">{stage.heading[locale]}</h2>
        {stage.text[locale].map((paragraph) => (
          <p key={paragraph.slice(0, 24)} className="text-base leading-7.5 sm:text-[1.0625rem]">
            {paragraph}
          </p>
        ))}
      </section>
    );
  }
  return <ClosedStage storyId={storyId} stage={stage} />;
}

function ClosedStage({ storyId, stage }: Props) {
  const t = useT("stories");
  const text = useErrorText();
  const format = useFormat();
  const { play } = useSound();
  const unlock = useUnlock();
  const [asking, setAsking] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const name = t(`stage.${stage.stage}`);
  const opened = () => {
    setAsking(false);
    play("toggle");
    toast.success(t("opened", { stage: name }));
  };
  return (
    <section className="grid gap-3 border-t border-line pt-7" aria-label={name}>
      <h2 className="flex items-center gap-2.5 text-lg font-semibold text-muted">
        <LockKeyholeIcon aria-hidden className="size-5" />
        {name}
      </h2>
      {stage.is_next ? (
        <>
          <p className="text-sm text-muted">
            {stage.free_by === null ? t("ways", { tier: t(`tier.${stage.tier}`), level: stage.level }) : stage.gold > 0 ? t(`free.${stage.free_by}`) : null}
          </p>
          {stage.free_by === null ? (
            <Button variant="primary" size="lg" className="justify-self-start" onClick={() => setAsking(true)}>
              {t("unlockFor", { gold: format.integer(stage.gold) })}
            </Button>
          ) : (
            <Button
              variant="primary"
              size="lg"
              className="justify-self-start"
              busy={unlock.isPending}
              onClick={() => unlock.mutate({ id: storyId, stage: stage.stage, key }, { onSuccess: opened, onError: (error) => toast.error(text(error)) })}
            >
              {t("unlock")}
            </Button>
          )}
          <UnlockDialog storyId={storyId} stage={stage} open={asking} onOpenChange={setAsking} onOpened={opened} />
        </>
      ) : (
        <p className="text-sm text-muted">{t("later")}</p>
      )}
    </section>
  );
}
