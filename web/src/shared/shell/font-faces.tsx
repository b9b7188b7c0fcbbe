"use client";

import { useFonts } from "./use-fonts";

/** The fonts of a page outside the app's providers. */
export function FontFaces() {
  useFonts();
  return null;
}
