"use client";

import { WifiOffIcon } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useT } from "@/shared/i18n/use-t";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Says that the network is gone and that what waits will go on by itself. */
export function OfflineBanner() {
  const online = useOnline();
  const t = useT("shell");
  return (
    <div aria-live="polite">
      {online ? null : (
        <p className="motion-enter flex items-center justify-center gap-2 border-b border-line bg-loss-soft px-4 py-2.5 text-sm">
          <WifiOffIcon aria-hidden className="size-4 shrink-0" />
          {t("offline")}
        </p>
      )}
    </div>
  );
}
