import { configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { ShareWin } from "./components/share-win";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const link = { token: "t".repeat(32), url: "https://club.test/share/t.png", created_at: "2026-11-21T12:00:00.000Z" };
const state = { linked: false };
const asked: string[] = [];
const clipboard = { writeText: vi.fn(() => Promise.resolve()) };

function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  asked.push(`${request.method} ${pathname}${search}`);
  if (pathname.endsWith(".png")) return Promise.resolve(new Response(new Uint8Array([137, 80, 78, 71]), { headers: { "Content-Type": "image/png" } }));
  if (request.method === "POST") state.linked = true;
  if (request.method === "DELETE") {
    state.linked = false;
    return Promise.resolve(new Response(null, { status: 204 }));
  }
  return Promise.resolve(new Response(JSON.stringify(state.linked ? link : null), { headers: { "Content-Type": "application/json" } }));
}

beforeEach(() => {
  state.linked = false;
  asked.length = 0;
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:card", revokeObjectURL: () => undefined }));
  clipboard.writeText.mockClear();
  Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  for (const name of ["share", "canShare"]) Object.defineProperty(navigator, name, { value: undefined, configurable: true });
});

describe("the card of a win", () => {
  it("asks for nothing before it is opened, and then shows the picture in the reader's language", async () => {
    const { container } = renderApp(<ShareWin roundId="r-1" />);
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "승리 카드 만들기" }));
    expect((await screen.findByRole("img", { name: /카드/ })).getAttribute("src")).toBe("blob:card");
    expect(asked).toContain("GET /api/share/rounds/r-1.png?locale=ko");
    expect(asked.filter((call) => call.startsWith("POST"))).toEqual([]);
    await expectAccessible(container);
  });

  it("hands the file over where the browser can, and keeps it elsewhere", async () => {
    renderApp(<ShareWin roundId="r-1" />);
    fireEvent.click(screen.getByRole("button", { name: "승리 카드 만들기" }));
    const kept = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    fireEvent.click(await screen.findByRole("button", { name: "사진으로 저장하기" }));
    await waitFor(() => expect(kept).toHaveBeenCalledTimes(1));
    const share = vi.fn((data: ShareData) => Promise.resolve(data.files));
    Object.defineProperty(navigator, "canShare", { value: () => true, configurable: true });
    Object.defineProperty(navigator, "share", { value: share, configurable: true });
    fireEvent.click(screen.getByRole("button", { name: "사진으로 저장하기" }));
    await waitFor(() => expect(share).toHaveBeenCalledTimes(1));
    expect(share.mock.calls[0]?.[0].files?.[0]?.type).toBe("image/png");
    expect(kept).toHaveBeenCalledTimes(1);
  });

  it("is public only by a link the player makes, and takes back", async () => {
    renderApp(<ShareWin roundId="r-1" />);
    fireEvent.click(screen.getByRole("button", { name: "승리 카드 만들기" }));
    fireEvent.click(await screen.findByRole("button", { name: "링크 만들기" }));
    await waitFor(() => expect(clipboard.writeText).toHaveBeenCalledWith(link.url));
    expect(await screen.findByText(/로그인 없이 볼 수 있어요/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "링크 거두기" }));
    expect(await screen.findByRole("button", { name: "링크 만들기" })).toBeTruthy();
    expect(asked).toContain("DELETE /api/share/rounds/r-1");
  });
});
