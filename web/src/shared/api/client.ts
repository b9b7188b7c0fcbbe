import createClient, { type Middleware } from "openapi-fetch";
import { accessToken, refreshAccess } from "@/shared/auth/session";
import { ApiError, toApiError } from "./errors";
import { fetchWithRetry } from "./retry";
import type { paths } from "./schema";

/** These calls carry no access token: a 401 of theirs is an answer about credentials, not about the session. */
const tokenless = /\/api\/auth\/(login|signup|refresh|check-invite)/;

function documentLanguage(): string {
  return typeof document === "undefined" ? "ko" : document.documentElement.lang || "ko";
}

function withAccess(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("X-Session-Mode", "cookie");
  headers.set("Accept-Language", documentLanguage());
  const token = accessToken();
  if (token && !tokenless.test(request.url)) headers.set("Authorization", `Bearer ${token}`);
  return new Request(request, { headers });
}

/** A wrong password on a call that asks for one again: the token is fine, and a repeat would count as a second guess. */
async function isAboutPassword(response: Response): Promise<boolean> {
  const body: unknown = await response.clone().json().catch(() => null);
  return toApiError(response, body).code === "invalid_credentials";
}

/** Sends with the current access token; a refused token is refreshed once and the call repeated. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const spare = request.clone();
  const sentWith = accessToken();
  const response = await fetchWithRetry(withAccess(request));
  if (response.status !== 401 || tokenless.test(request.url) || (await isAboutPassword(response))) return response;
  const renewed = await refreshAccess(sentWith);
  return renewed ? fetchWithRetry(withAccess(spare)) : response;
}

const networkFailure: Middleware = {
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    return new ApiError(0, "offline", String(error));
  },
};

/** The typed client of the OpenAPI document, same origin. */
export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "http://localhost" : window.location.origin,
  fetch: authorizedFetch,
});
api.use(networkFailure);

type Settled<T> = { data?: T; error?: unknown; response: Response };

/** The body of a 2xx answer; throws ApiError for everything else. A 204 gives `undefined`. */
export async function unwrap<T>(call: Promise<Settled<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw toApiError(response, error);
  return data as T;
}
