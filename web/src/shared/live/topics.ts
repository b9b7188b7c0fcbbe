"use client";

/** Broadcast topics over the one socket: joined by screens, joined again after every reconnection. Nothing of them is kept. */
import { useEffect, useRef } from "react";
import type { Envelope } from "./messages";

/** By message type. `timestamp` of the envelope is the server's moment of sending. */
export type TopicHandlers = Readonly<Record<string, (data: unknown, message: Envelope) => void>>;

type Member = { handlers: () => TopicHandlers; joined: () => void };
type Send = (frame: { type: "subscribe" | "unsubscribe"; topic: string }) => void;

const members = new Map<string, Set<Member>>();
let send: Send | null = null;

/** The socket came up (`sender`) or went down (null). */
export function connectTopics(sender: Send | null): void {
  send = sender;
  for (const topic of members.keys()) send?.({ type: "subscribe", topic });
}

/** The server has put this socket on a topic: from here on nothing is missed. */
export function topicJoined(topic: string): void {
  for (const member of members.get(topic) ?? []) member.joined();
}

/** Hands one broadcast to everybody who knows its type. */
export function applyBroadcast(message: Envelope): void {
  for (const group of members.values()) {
    for (const member of group) member.handlers()[message.type]?.(message.data, message);
  }
}

/** Joins a topic until the returned function is called. */
export function joinTopic(topic: string, member: Member): () => void {
  const group = members.get(topic) ?? new Set();
  members.set(topic, group);
  if (group.size === 0) send?.({ type: "subscribe", topic });
  group.add(member);
  return () => {
    group.delete(member);
    if (group.size > 0 || members.get(topic) !== group) return;
    members.delete(topic);
    send?.({ type: "unsubscribe", topic });
  };
}

/**
 * Listens to a topic while the calling screen is mounted. `onJoined` runs each time the server confirms it, also after a
 * reconnection: fetch a whole snapshot there, then the broadcasts go on from it.
 */
export function useTopic(topic: string, handlers: TopicHandlers, onJoined?: () => void): void {
  const latest = useRef({ handlers, onJoined });
  useEffect(() => {
    latest.current = { handlers, onJoined };
  });
  useEffect(
    () => joinTopic(topic, { handlers: () => latest.current.handlers, joined: () => latest.current.onJoined?.() }),
    [topic],
  );
}
