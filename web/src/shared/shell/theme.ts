"use client";

import { create } from "zustand";
import { themeStorageKey } from "./theme-script";

export const themes = ["night", "day", "system"] as const;
export type Theme = (typeof themes)[number];


function storedTheme(): Theme {
  if (typeof window === "undefined") return "night";
  const stored = localStorage.getItem(themeStorageKey);
  return themes.find((theme) => theme === stored) ?? "night";
}

function paint(theme: Theme): void {
  const day = theme === "day" || (theme === "system" && window.matchMedia("(prefers-color-scheme: light)").matches);
  if (day) document.documentElement.dataset.theme = "day";
  else delete document.documentElement.dataset.theme;
}

type ThemeState = { theme: Theme; setTheme: (theme: Theme) => void };

export const useTheme = create<ThemeState>()((set) => ({
  theme: storedTheme(),
  setTheme: (theme) => {
    localStorage.setItem(themeStorageKey, theme);
    paint(theme);
    set({ theme });
  },
}));
