export type ApiErrorKind =
  | "unauthorized"
  | "payment"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "invalid"
  | "limited"
  | "unavailable"
  | "offline"
  | "unknown";

const kinds: Record<number, ApiErrorKind> = {
  0: "offline",
  400: "invalid",
  401: "unauthorized",
  402: "payment",
  403: "forbidden",
  404: "not_found",
  408: "unavailable",
  409: "conflict",
  413: "invalid",
  422: "invalid",
  429: "limited",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** A refusal of the API, or (status 0) no answer at all. `code` is the contract's stable word. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: unknown = null,
    readonly requestId: string | null = null,
    readonly retryAfterS: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
    this.kind = kinds[status] ?? "unknown";
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Reads `{error: {code, message, details, request_id}}`; a body of another shape (a proxy's page) still becomes an ApiError. */
export function toApiError(response: Response, body: unknown): ApiError {
  const error = record(record(body).error);
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiError(
    response.status,
    text(error.code) ?? "unknown",
    text(error.message) ?? response.statusText,
    error.details ?? null,
    text(error.request_id) ?? response.headers.get("X-Request-ID"),
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}
