"use client";

import { Toaster } from "sonner";

export function StyledToaster() {
  return (
    <Toaster
      position="top-center"
      gap={8}
      toastOptions={{
        unstyled: true,
        // The library would set a font of its own, which has no Hangul.
        style: { fontFamily: "inherit" },
        classNames: {
          toast: "hairline flex w-full items-center gap-3 rounded-md bg-surface-solid px-4 py-3 text-sm text-text shadow-lift",
          description: "text-muted",
          error: "border-loss!",
          success: "border-gain!",
        },
      }}
    />
  );
}
