"use client";

import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { leftUntil } from "../countdown";

const look_ms = 20_000;

type Props = { kind: "daily" | "weekly"; at: string };

/** How long until the next set; moves by the minute. */
export function Resets({ kind, at }: Props) {
  const t = useT("missions");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), look_ms);
    return () => clearInterval(timer);
  }, []);
  const { unit, days, hours, minutes } = leftUntil(at, now);
  return (
    <time dateTime={at} className="tabular text-sm text-muted">
      {t(`next.${kind}`, { left: t(`left.${unit}`, { days, hours, minutes }) })}
    </time>
  );
}
