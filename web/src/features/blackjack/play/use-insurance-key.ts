"use client";

import { useEffect, useRef } from "react";

const elsewhere = "input, textarea, select, [contenteditable], [role=slider]";

/** While insurance is offered the key I takes it; otherwise I opens the rules, as on every game's screen. */
export function useInsuranceKey(offered: boolean, take: () => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!offered) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyI" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(elsewhere) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current();
    };
    // Ahead of the screen's own keys, which listen where the event ends.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [offered]);
}
