import { configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { PartnersSection } from "./components/partners-section";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const code = "23456789AB";
const offer = { partner: "company-a", partner_name: "Company A", external_id: "anna-7", expires_at: "2026-11-22T00:10:00.000Z" };
const link = { partner: "company-a", partner_name: "Company A", external_id: "anna-7", linked_at: "2026-11-22T00:00:00.000Z" };

const asked: { method: string; path: string; body: unknown }[] = [];
const club = { links: [] as unknown[], isKnown: true };

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const text = await request.text();
  asked.push({ method: request.method, path: pathname, body: text ? JSON.parse(text) : null });
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  if (pathname === "/api/partners/links") return json({ items: club.links });
  if (!club.isKnown) {
    const message = "사용할 수 없는 코드예요. 새 코드를 받아 주세요.";
    return json({ detail: message, error: { code: "link_code_not_found", message, details: null, request_id: "1" } }, 404);
  }
  if (pathname === "/api/partners/link/preview") return json(offer);
  if (pathname === "/api/partners/link") {
    club.links = [link];
    return json(link, 201);
  }
  club.links = [];
  return new Response(null, { status: 204 });
}

const sent = (method: string, path: string) => asked.filter((call) => call.method === method && call.path === path);

function enter() {
  fireEvent.change(screen.getByLabelText("연결 코드"), { target: { value: " 23456789ab " } });
  fireEvent.click(screen.getByRole("button", { name: "확인하기" }));
}

beforeEach(() => {
  asked.length = 0;
  club.links = [];
  club.isKnown = true;
  vi.stubGlobal("fetch", answer);
});

describe("linked services", () => {
  it("shows whom a code links before the player agrees, and the way out after", async () => {
    const { container } = renderApp(<PartnersSection />);
    enter();
    expect(await screen.findByText("Company A의 anna-7 계정과 연결할까요?")).toBeTruthy();
    expect(sent("POST", "/api/partners/link")).toHaveLength(0);
    await expectAccessible(container);
    fireEvent.click(screen.getByRole("button", { name: "연결하기" }));
    await waitFor(() => expect(sent("POST", "/api/partners/link")[0]?.body).toEqual({ code }));
    fireEvent.click(await screen.findByRole("button", { name: "연결 끊기" }));
    await waitFor(() => expect(sent("DELETE", "/api/partners/links/company-a")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText("Company A")).toBeNull());
  });

  it("agrees to nothing when the player does not want to", async () => {
    renderApp(<PartnersSection />);
    enter();
    fireEvent.click(await screen.findByRole("button", { name: "그만두기" }));
    expect(await screen.findByLabelText("연결 코드")).toBeTruthy();
    expect(sent("POST", "/api/partners/link")).toHaveLength(0);
  });

  it("says beside the field that a code is not valid", async () => {
    club.isKnown = false;
    renderApp(<PartnersSection />);
    enter();
    expect(await screen.findByText(/사용할 수 없는 코드예요/)).toBeTruthy();
  });
});
