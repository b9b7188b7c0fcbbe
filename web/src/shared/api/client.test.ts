import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beginSession, endSession, useSession } from "@/shared/auth/session";
import type { User } from "./types";
import { api, unwrap } from "./client";
import { ApiError } from "./errors";

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };
type Handler = (request: Request) => Reply | Promise<Reply>;

const user = { id: 7, nickname: "moon", must_change_password: false } as User;
const refused: Reply = { status: 401, body: { error: { code: "token_invalid", message: "", details: null, request_id: "r" } } };

let seen: Request[];

function serve(handler: Handler) {
  vi.stubGlobal("fetch", async (input: RequestInfo, init?: RequestInit) => {
    const url = typeof input === "string" ? new URL(input, "http://localhost:3000") : input;
    const request = new Request(url, init);
    seen.push(request.clone());
    const { status, body, headers } = await handler(request);
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { "Content-Type": "application/json", ...headers },
    });
  });
}

function callsTo(path: string): Request[] {
  return seen.filter((request) => new URL(request.url).pathname === path);
}

beforeEach(() => {
  seen = [];
  localStorage.clear();
  useSession.setState({ status: "unknown", user: null });
});

afterEach(() => {
  endSession();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the client", () => {
  it("sends the access token and the cookie mode, and nothing of it on a log-in", async () => {
    beginSession({ access_token: "a1", user });
    serve(() => ({ status: 200, body: { balances: [] } }));
    await unwrap(api.GET("/api/wallet"));
    await unwrap(api.POST("/api/auth/login", { body: { site_id: "moon", password: "12345678" } }));
    expect(seen[0]?.headers.get("Authorization")).toBe("Bearer a1");
    expect(seen[0]?.headers.get("X-Session-Mode")).toBe("cookie");
    expect(seen[1]?.headers.get("Authorization")).toBeNull();
    expect(seen[1]?.headers.get("X-Session-Mode")).toBe("cookie");
  });

  it("refreshes once for many calls that were refused together, and repeats each", async () => {
    beginSession({ access_token: "old", user });
    serve((request) => {
      if (request.url.endsWith("/api/auth/refresh")) return { status: 200, body: { access_token: "new" } };
      return request.headers.get("Authorization") === "Bearer new" ? { status: 200, body: { balances: [] } } : refused;
    });
    await Promise.all([1, 2, 3].map(() => unwrap(api.GET("/api/wallet"))));
    expect(callsTo("/api/auth/refresh")).toHaveLength(1);
    expect(callsTo("/api/wallet")).toHaveLength(6);
  });

  it("repeats a refused body with its own key after the refresh", async () => {
    beginSession({ access_token: "old", user });
    serve((request) => {
      if (request.url.endsWith("/api/auth/refresh")) return { status: 200, body: { access_token: "new" } };
      return request.headers.get("Authorization") === "Bearer new" ? { status: 200, body: {} } : refused;
    });
    const params = { header: { "idempotency-key": "k1" } };
    await unwrap(api.POST("/api/games/slot/spin", { params, body: { machine_id: "horangi", bet_amount: 100 } }));
    const [first, second] = callsTo("/api/games/slot/spin");
    expect(await second?.text()).toBe(await first?.text());
    expect(second?.headers.get("Idempotency-Key")).toBe("k1");
  });

  it("does not refresh twice for one call, and ends the session when the refresh is refused", async () => {
    beginSession({ access_token: "old", user });
    serve(() => refused);
    await expect(unwrap(api.GET("/api/wallet"))).rejects.toMatchObject({ kind: "unauthorized" });
    expect(callsTo("/api/auth/refresh")).toHaveLength(1);
    expect(callsTo("/api/wallet")).toHaveLength(1);
    expect(useSession.getState().status).toBe("guest");
  });

  it("keeps a wrong password apart from an ended session", async () => {
    serve(() => ({ ...refused, body: { error: { code: "invalid_credentials", message: "", details: null, request_id: "r" } } }));
    const call = unwrap(api.POST("/api/auth/login", { body: { site_id: "moon", password: "wrong-one" } }));
    await expect(call).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(callsTo("/api/auth/refresh")).toHaveLength(0);
  });

  it("sends a wrong password once: a repeat would count as a second guess", async () => {
    beginSession({ access_token: "a1", user });
    serve(() => ({ ...refused, body: { error: { code: "invalid_credentials", message: "", details: null, request_id: "r" } } }));
    const body = { current_password: "wrong-one", new_password: "another-one" };
    await expect(unwrap(api.POST("/api/users/me/password", { body }))).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(seen).toHaveLength(1);
    expect(useSession.getState().status).toBe("member");
  });

  it("asks again after a transient failure, but never repeats a call that could act twice", async () => {
    vi.useFakeTimers();
    let failures = 0;
    serve(() => ((failures += 1) < 3 ? { status: 503 } : { status: 200, body: { balances: [] } }));
    const read = unwrap(api.GET("/api/wallet"));
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(read).resolves.toEqual({ balances: [] });
    expect(callsTo("/api/wallet")).toHaveLength(3);

    failures = 0;
    const write = unwrap(api.POST("/api/auth/logout")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await write).toMatchObject({ kind: "unavailable" });
    expect(callsTo("/api/auth/logout")).toHaveLength(1);
  });

  it("hands back a long Retry-After instead of waiting it out", async () => {
    serve(() => ({ status: 429, headers: { "Retry-After": "90" }, body: { error: { code: "rate_limited", message: "", details: null, request_id: "r" } } }));
    await expect(unwrap(api.GET("/api/wallet"))).rejects.toMatchObject({ kind: "limited", retryAfterS: 90 });
    expect(seen).toHaveLength(1);
  });

  it("tells a lost network as offline", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    const read = unwrap(api.GET("/api/wallet")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    const error = await read;
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind: "offline", status: 0 });
  });
});
