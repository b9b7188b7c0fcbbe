"use client";

import dynamic from "next/dynamic";
import { create } from "zustand";

type Tone = "success" | "error" | "plain";
type ToastState = { wanted: boolean };

/** The toast library is fetched with the first toast: no page needs it to paint. */
const useToaster = create<ToastState>()(() => ({ wanted: false }));

const LazyToaster = dynamic(() => import("./toaster").then(({ StyledToaster }) => StyledToaster), { ssr: false });

async function show(tone: Tone, text: string, description?: string): Promise<void> {
  useToaster.setState({ wanted: true });
  const { toast: sonner } = await import("sonner");
  const options = description ? { description } : {};
  if (tone === "plain") sonner(text, options);
  else sonner[tone](text, options);
}

/** Short news that needs no answer; errors that need one stay beside what caused them. */
export const toast = {
  success: (text: string, description?: string) => void show("success", text, description),
  error: (text: string, description?: string) => void show("error", text, description),
  plain: (text: string, description?: string) => void show("plain", text, description),
};

/** The one place toasts appear; mounted once, at the root. */
export function Toaster() {
  const wanted = useToaster((state) => state.wanted);
  return wanted ? <LazyToaster /> : null;
}
