const transient = new Set([408, 429, 502, 503, 504]);
const attemptsMax = 3;
const retryAfterMax_s = 5;

/** Only a call that cannot act twice may be sent twice. */
function isRepeatable(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD" || request.headers.has("Idempotency-Key");
}

/** Full-jitter exponential backoff, in milliseconds; `attempt` counts from 0. */
export function backoff_ms(attempt: number, base_ms = 300, cap_ms = 8_000, random = Math.random): number {
  return random() * Math.min(cap_ms, base_ms * 2 ** attempt);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Longer waits than a few seconds are the reader's to decide: the refusal is returned instead. */
function pause_ms(response: Response | null, attempt: number): number | null {
  const retryAfter_s = Number(response?.headers.get("Retry-After") ?? Number.NaN);
  if (!Number.isFinite(retryAfter_s)) return backoff_ms(attempt);
  return retryAfter_s <= retryAfterMax_s ? retryAfter_s * 1000 : null;
}

/** `fetch` that repeats repeatable requests after transient failures. Throws what fetch throws once attempts are spent. */
export async function fetchWithRetry(request: Request): Promise<Response> {
  const repeatable = isRepeatable(request);
  for (let attempt = 0; ; attempt += 1) {
    const last = !repeatable || attempt === attemptsMax - 1;
    let response: Response | null = null;
    try {
      response = await fetch(last ? request : request.clone());
    } catch (failure) {
      if (last || request.signal.aborted) throw failure;
    }
    if (response && (last || !transient.has(response.status))) return response;
    const pause = pause_ms(response, attempt);
    if (response && pause === null) return response;
    await wait(pause ?? 0);
  }
}
