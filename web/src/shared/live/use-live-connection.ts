"use client";

import { useEffect } from "react";
import { api, unwrap } from "@/shared/api/client";
import { refreshAccess, updateUser, useSession } from "@/shared/auth/session";
import { goldFromSnapshot } from "./gold";
import { type SocketLike, LiveSocket } from "./socket";
import { applyMessage, resetLive, setConnection, useLive } from "./store";
import { startPolling } from "./polling";
import { applyBroadcast, connectTopics, topicJoined } from "./topics";

function openSocket(path: string): SocketLike {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url) as SocketLike;
}

function startSocket(): () => void {
  let stopPolling: (() => void) | null = null;
  const endPolling = () => {
    stopPolling?.();
    stopPolling = null;
  };
  const fallBack = () => {
    setConnection(navigator.onLine ? "polling" : "offline");
    stopPolling ??= startPolling();
  };
  const socket = new LiveSocket({
    ticket: async () => {
      try {
        return (await unwrap(api.POST("/api/realtime/ticket"))).ticket;
      } catch (failure) {
        fallBack();
        throw failure;
      }
    },
    open: openSocket,
    since: () => useLive.getState().seq,
    onMessage: applyMessage,
    onBroadcast: applyBroadcast,
    onJoined: topicJoined,
    onConnection: (up) => {
      connectTopics(up ? (frame) => socket.send(frame) : null);
      if (up) {
        endPolling();
        setConnection("live");
      } else fallBack();
    },
    onExcluded: () => {
      endPolling();
      setConnection("idle");
      void refreshAccess(null);
    },
  });
  const onOnline = () => socket.retryNow();
  const onOffline = () => socket.suspend();
  window.addEventListener("online", onOnline);
  window.addEventListener("offline", onOffline);
  setConnection("connecting");
  socket.start();
  return () => {
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", onOffline);
    connectTopics(null);
    socket.stop();
    endPolling();
  };
}

/** The log-in's answer told a balance: it stands until the first live state. */
function seedBalance(): void {
  const { user } = useSession.getState();
  if (user && useLive.getState().profile === null) {
    useLive.setState({ profile: user, gold: goldFromSnapshot(user.gold_balance) });
  }
}

/** Runs the socket for as long as a member who may play is known. Mounted once, at the root. */
export function useLiveConnection(): void {
  const memberId = useSession(({ status, user }) =>
    status === "member" && user && !user.must_change_password ? user.id : null,
  );

  useEffect(() => {
    if (memberId === null) return;
    seedBalance();
    const stop = startSocket();
    const unsubscribe = useLive.subscribe(({ profile }, before) => {
      if (profile && profile !== before.profile) updateUser(profile);
    });
    return () => {
      unsubscribe();
      stop();
      resetLive();
    };
  }, [memberId]);
}
