"use client";

import { useEffect } from "react";

const href = "/fonts/fonts.css";
const latest_ms = 1_500;

function linkFonts(): void {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

/** Links the font faces once the page has painted: ninety-two subset rules must not stand before the first paint. */
export function useFonts(): void {
  useEffect(() => {
    if ("requestIdleCallback" in window) {
      const idle = window.requestIdleCallback(linkFonts, { timeout: latest_ms });
      return () => window.cancelIdleCallback(idle);
    }
    linkFonts();
    return undefined;
  }, []);
}
