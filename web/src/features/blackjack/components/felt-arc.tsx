"use client";

import { useT } from "@/shared/i18n/use-t";

/** The words every blackjack table wears, on a neon line between dealer and player. */
export function FeltArc() {
  const t = useT("blackjack");
  return (
    <svg aria-hidden viewBox="0 0 640 84" className="bj-arc">
      <path id="bj-arc-line" d="M24 14 Q320 96 616 14" fill="none" stroke="none" />
      <path d="M12 34 Q320 124 628 34" fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.55" />
      <text textAnchor="middle" className="bj-arc-text">
        <textPath href="#bj-arc-line" startOffset="50%">
          {t("felt")}
        </textPath>
      </text>
    </svg>
  );
}
