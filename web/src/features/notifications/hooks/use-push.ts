"use client";

import { useCallback, useEffect, useState } from "react";
import { api, unwrap } from "@/shared/api/client";

/** `denied`: the browser will not ask again. `unsupported`: it has no web push (or not here). */
export type PushState = "checking" | "unsupported" | "denied" | "off" | "on";

const worker = "/sw.js";

function isSupported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function keep(subscription: PushSubscription): Promise<string> {
  const { endpoint, keys } = subscription.toJSON();
  const body = { endpoint: endpoint ?? "", keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } };
  return (await unwrap(api.POST("/api/notifications/push-subscriptions", { body }))).id;
}

async function subscribe(): Promise<void> {
  await navigator.serviceWorker.register(worker);
  const registration = await navigator.serviceWorker.ready;
  const { public_key } = await unwrap(api.GET("/api/notifications/push-key"));
  await keep(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(public_key) }));
}

async function unsubscribe(): Promise<void> {
  const subscription = await currentSubscription();
  if (!subscription) return;
  // Keeping it again answers the id that it has.
  const subscription_id = await keep(subscription);
  await unwrap(api.DELETE("/api/notifications/push-subscriptions/{subscription_id}", { params: { path: { subscription_id } } }));
  await subscription.unsubscribe();
}

async function findState(): Promise<PushState> {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  try {
    const subscribed = Notification.permission === "granted" && (await currentSubscription()) !== null;
    return subscribed ? "on" : "off";
  } catch {
    return "unsupported";
  }
}

/** Push messages of this browser. The browser's question appears on `enable` only: by the player's own press. */
export function usePush() {
  const [state, setState] = useState<PushState>("checking");
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    void findState().then(setState);
  }, []);

  const during = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
      setState(await findState());
    }
  }, []);

  const enable = useCallback(
    () =>
      during(async () => {
        if ((await Notification.requestPermission()) === "granted") await subscribe();
      }),
    [during],
  );
  const disable = useCallback(() => during(unsubscribe), [during]);
  return { state, busy, enable, disable };
}
