"use client";

import { useEffect, useRef } from "react";

export type Hotkeys = Readonly<Record<string, () => void>>;

const typingInto = "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=slider]";
const pressable = "button, a, summary, [role=button], [role=switch], [role=tab]";

/** Single keys of a screen, by `KeyboardEvent.code`. Silent while someone types or a dialog is open; never steals a focused button's own keys. */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(typingInto) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      if (event.code === "Space" && target?.closest(pressable)) return;
      const act = latest.current[event.code];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
