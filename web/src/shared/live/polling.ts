import { api } from "@/shared/api/client";
import { applyDashboard, setConnection, useLive } from "./store";

const pollEvery_ms = 3_000;
const nothing = { data: undefined };

/** Asks for the dashboard every 3 s (the browser's ETag makes most answers empty). Returns the stopper. */
export function startPolling(): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout>;

  const poll = async () => {
    const asked = useLive.getState().gold;
    const { data } = navigator.onLine ? await api.GET("/api/dashboard").catch(() => nothing) : nothing;
    if (stopped) return;
    if (data) applyDashboard(data, asked);
    setConnection(navigator.onLine ? "polling" : "offline");
    timer = setTimeout(() => void poll(), pollEvery_ms);
  };

  timer = setTimeout(() => void poll(), pollEvery_ms);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
