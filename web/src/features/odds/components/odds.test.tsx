import { configure, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type MachineId, machineIds } from "@/features/slot/machines/art";
import { machineFixture, machineFixtures, publishedSheet } from "@/features/slot/machines/machine.fixture";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { OddsScreen } from "./odds-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const { search } = vi.hoisted(() => ({ search: { now: "machine=horangi" } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/odds",
  useSearchParams: () => new URLSearchParams(search.now),
}));

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
const change = { version: 1, hash: "d".repeat(64), effective_at: "2026-01-02T03:04:05Z", note: "첫 공개" };

function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/odds")) return Promise.resolve(json({ game: "slot", items: machineIds.map((id) => ({ ...publishedSheet(id), change_log: [change] })) }));
  if (pathname.endsWith("/slot/machines")) return Promise.resolve(json({ items: machineFixtures }));
  return Promise.resolve(json(machineFixture(pathname.split("/").at(-1) as MachineId)));
}

beforeEach(() => vi.stubGlobal("fetch", answer));

describe("the odds page", () => {
  it.each(machineIds)("prints %s's exact figures as text", async (id) => {
    search.now = `machine=${id}`;
    const { container } = renderApp(<OddsScreen />);
    const sheet = publishedSheet(id);
    await screen.findByText(`${(sheet.rtp * 100).toFixed(6)}%`);
    expect(screen.getByText(`${(sheet.hit_rate * 100).toFixed(4)}%`)).toBeDefined();
    expect(screen.getByText(sheet.sigma.toFixed(4))).toBeDefined();
    expect(container.textContent).toContain(sheet.config_hash);
    expect(screen.getByText("첫 공개")).toBeDefined();
    const combinations = sheet.combinations as unknown[];
    const table = screen.getAllByRole("table", { name: "그림별 확률과 배당" })[0] as HTMLElement;
    expect(within(table).getAllByRole("row")).toHaveLength(combinations.length + 1);
  });

  it("is accessible", async () => {
    search.now = "machine=ring-fruits";
    const { container } = renderApp(<OddsScreen />);
    await screen.findByText("변경 기록");
    await expectAccessible(container);
  });

  it("finds a symbol by its name in either language", async () => {
    search.now = "machine=horangi";
    renderApp(<OddsScreen />);
    const field = await screen.findByLabelText("그림 찾기");
    await screen.findByText("변경 기록");
    for (const name of ["호랑", "Tiger"]) {
      await userEvent.clear(field);
      await userEvent.type(field, name);
      const rows = screen.getAllByRole("rowheader").map((row) => row.textContent);
      expect(rows.filter((text) => text?.includes("호랑이")).length).toBeGreaterThan(2);
      expect(rows.filter((text) => text?.includes("모란"))).toEqual([]);
    }
    await userEvent.type(field, "zzz");
    expect(screen.getAllByText(/그런 이름의 그림이 없어요/).length).toBeGreaterThan(0);
  });
});
