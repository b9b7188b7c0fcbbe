import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ErrorState } from "@/shared/ui/error-state";
import { renderApp } from "@/test/render";
import { ApiError, toApiError } from "./errors";

describe("refusals", () => {
  it("reads the envelope", () => {
    const response = new Response(null, { status: 402, headers: { "Retry-After": "12" } });
    const body = { error: { code: "insufficient_funds", message: "m", details: { short_by: 5 }, request_id: "r" } };
    expect(toApiError(response, body)).toMatchObject({
      kind: "payment",
      code: "insufficient_funds",
      details: { short_by: 5 },
      requestId: "r",
      retryAfterS: 12,
    });
  });

  it("makes sense of an answer that is not ours", () => {
    const response = new Response("<html>", { status: 502, statusText: "Bad Gateway" });
    expect(toApiError(response, "<html>")).toMatchObject({ kind: "unavailable", code: "unknown", message: "Bad Gateway" });
  });

  it.each([
    ["too_common", /너무 흔한/],
    ["unchanged", /지금 쓰는 비밀번호와 같아요/],
    ["never_heard_of", /다르게 정해 주세요/],
  ])("says why a password was refused: %s", (reason, words) => {
    renderApp(<ErrorState error={new ApiError(422, "password_refused", "", { reason })} />);
    expect(screen.getByRole("alert").textContent).toMatch(words);
  });
});
