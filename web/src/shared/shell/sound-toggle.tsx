"use client";

import { Volume2Icon, VolumeXIcon } from "lucide-react";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";

export function SoundToggle() {
  const { muted, toggleMute } = useSound();
  const t = useT("shell");
  const Icon = muted ? VolumeXIcon : Volume2Icon;
  return (
    <Button variant="ghost" size="icon" aria-pressed={!muted} aria-label={t("sound")} onClick={toggleMute}>
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </Button>
  );
}
