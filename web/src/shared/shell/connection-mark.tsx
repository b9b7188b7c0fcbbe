"use client";

import { useT } from "@/shared/i18n/use-t";
import { type Connection, useLive } from "@/shared/live/store";
import { cn } from "@/shared/ui/cn";

const tones: Record<Connection, string> = {
  live: "bg-cyan",
  connecting: "bg-muted motion-breathe",
  polling: "bg-violet motion-breathe",
  offline: "bg-loss",
  idle: "bg-muted",
};

/** A small lamp: whether what is shown is live. The words are for screen readers and the tooltip. */
export function ConnectionMark() {
  const connection = useLive((state) => state.connection);
  const t = useT("shell");
  const words = t(`connection.${connection}`);
  return (
    <span role="status" title={words} data-connection={connection} className="grid size-6 shrink-0 place-items-center">
      <span aria-hidden className={cn("size-2 rounded-full", tones[connection])} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
