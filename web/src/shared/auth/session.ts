/**
 * Who is at the keyboard. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie
 * that scripts never see. `memberHint` merely remembers that a cookie may exist, so that a guest's page asks nothing.
 */
import { create } from "zustand";
import type { Answer, User } from "@/shared/api/types";

export type SessionStatus = "unknown" | "guest" | "member";
export type TokenAnswer = Pick<Answer<"/api/auth/login", "post">, "access_token" | "user">;

type SessionState = { status: SessionStatus; user: User | null };

export const useSession = create<SessionState>()(() => ({ status: "unknown", user: null }));

const memberHint = "casino-club.member";
const refreshLock = "casino-club.refresh";
let token: string | null = null;
let refreshing: Promise<boolean> | null = null;

export function accessToken(): string | null {
  return token;
}

export function beginSession(answer: TokenAnswer): void {
  token = answer.access_token;
  localStorage.setItem(memberHint, "1");
  useSession.setState({ status: "member", user: answer.user });
}

/** Forgets the member on this page and, through the hint, in the browser's other tabs. */
export function endSession(): void {
  token = null;
  localStorage.removeItem(memberHint);
  useSession.setState({ status: "guest", user: null });
}

export function updateUser(changes: Partial<User>): void {
  useSession.setState(({ user }) => (user ? { user: { ...user, ...changes } } : {}));
}

async function requestRefresh(): Promise<boolean> {
  const response = await fetch("/api/auth/refresh", {
    method: "POST",
    headers: { "X-Session-Mode": "cookie" },
  });
  if (response.ok) {
    const { access_token } = (await response.json()) as Answer<"/api/auth/refresh", "post">;
    const user = useSession.getState().user ?? (await requestUser(access_token));
    if (user) beginSession({ access_token, user });
    return user !== null;
  }
  if (response.status === 401 || response.status === 403) endSession();
  return false;
}

/** A renewed token says nothing of its owner: a page that just loaded asks. */
async function requestUser(access_token: string): Promise<User | null> {
  const response = await fetch("/api/users/me", { headers: { Authorization: `Bearer ${access_token}` } });
  return response.ok ? ((await response.json()) as User) : null;
}

/** One tab at a time: a parallel refresh with the same cookie would look like a stolen token. */
async function refreshExclusively(): Promise<boolean> {
  if (!("locks" in navigator)) return requestRefresh();
  return navigator.locks.request(refreshLock, requestRefresh);
}

/**
 * Renews the access token; callers that saw the same stale token share one request.
 * Resolves false when the session is over or the network failed (then the status is left as it was).
 */
export function refreshAccess(staleToken: string | null): Promise<boolean> {
  if (token !== null && token !== staleToken) return Promise.resolve(true);
  refreshing ??= refreshExclusively()
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** First call of a page: settles `unknown` into guest or member. A failed network is tried again when it returns. */
export async function resumeSession(): Promise<void> {
  if (useSession.getState().status !== "unknown") return;
  if (localStorage.getItem(memberHint) === null) {
    endSession();
    return;
  }
  if (!(await refreshAccess(token)) && useSession.getState().status === "unknown") {
    window.addEventListener("online", () => void resumeSession(), { once: true });
    setTimeout(() => void resumeSession(), 3_000);
  }
}

/** A log-out in another tab ends this one too. Returns the unsubscriber. */
export function followOtherTabs(): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === memberHint && event.newValue === null) endSession();
    if (event.key === memberHint && event.newValue !== null && useSession.getState().status === "guest") {
      useSession.setState({ status: "unknown" });
      void resumeSession();
    }
  };
  window.addEventListener("storage", onStorage);
  return () => window.removeEventListener("storage", onStorage);
}
