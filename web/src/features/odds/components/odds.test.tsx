import { configure, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type MachineId, machineIds } from "@/features/slot/machines/art";
import { machineFixture, publishedSheet } from "@/features/slot/machines/machine.fixture";
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

const version = { config_version: 1, config_hash: "e".repeat(64), change_log: [change] };
const slot = machineIds.map((id) => ({ ...publishedSheet(id), variant: id, config_version: 1, change_log: [change] }));
const rps = {
  ...version,
  variant: "main",
  rtp: 0.98,
  house_edge: 0.02,
  rows: [
    { label_key: "win", probability: 1 / 3, pays: 1.94 },
    { label_key: "draw", probability: 1 / 3, pays: 1 },
    { label_key: "never_seen", probability: 0, pays: 0 },
  ],
};
const gacha = ["street", "moonrise"].map((variant) => ({
  ...version,
  variant,
  name: { ko: `배너 ${variant}`, en: `Banner ${variant}` },
  rtp: 0.49,
  cost: 300,
  currency: "gold",
  pity: { group: "a", sr_within: 10, soft_from: 51, soft_step_ppm: 50_000, hard: 70 },
  tiers: [{ tier: "SSR", base: 0.01, effective: 0.0234748, converts_to: 3000 }],
  rows: [{ name: { ko: "학등", en: "Crane lantern" }, tier: "SSR", probability: 0.0000125, effective: 0.0000293, pays: 3000 }],
}));
const everything = [{ game: "slot", items: slot }, { game: "rps", items: [rps] }, { game: "gacha", items: gacha }];

function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/odds")) return Promise.resolve(json({ items: everything }));
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
    const field = await screen.findByLabelText("표에서 찾기");
    await screen.findByText("변경 기록");
    for (const name of ["호랑", "Tiger"]) {
      await userEvent.clear(field);
      await userEvent.type(field, name);
      const rows = screen.getAllByRole("rowheader").map((row) => row.textContent);
      expect(rows.filter((text) => text?.includes("호랑이")).length).toBeGreaterThan(2);
      expect(rows.filter((text) => text?.includes("모란"))).toEqual([]);
    }
    await userEvent.type(field, "zzz");
    expect(screen.getAllByText(/그런 이름이 표에 없어요/).length).toBeGreaterThan(0);
  });

  it("opens any game's table by its link, with names, chances, hash and dated changes", async () => {
    search.now = "game=rps";
    const { container } = renderApp(<OddsScreen />);
    const table = await screen.findByRole("table", { name: "결과별 확률과 배당" });
    const rows = within(table).getAllByRole("row").map((row) => row.textContent);
    expect(rows[1]).toBe("이김33.333%1 / 3.00×1.94");
    expect(rows[3]).toContain("never seen");
    expect(rows[3]).toContain("나오지 않아요");
    expect(screen.getByText("98.0000%")).toBeDefined();
    expect(container.textContent).toContain(rps.config_hash);
    expect(screen.getByRole("link", { name: "가위바위보" }).getAttribute("aria-current")).toBe("page");
    expect(screen.queryByRole("navigation", { name: "종류 고르기" })).toBeNull();
    await expectAccessible(container);
  });

  it("tells a banner's real chances, its pity, and opens the banner of the link", async () => {
    search.now = "game=gacha&variant=moonrise";
    const { container } = renderApp(<OddsScreen />);
    const table = await screen.findByRole("table", { name: "결과별 확률과 배당" });
    expect(within(table).getAllByRole("row")[1]?.textContent).toBe("학등SSR0.001250%0.002930%1 / 34,129.693,000");
    expect(screen.getByText("SSR 없이 51번째부터 확률이 한 번에 5%씩 올라요.")).toBeDefined();
    expect(screen.getByRole("link", { name: "배너 moonrise" }).getAttribute("aria-current")).toBe("page");
    const field = screen.getByLabelText("표에서 찾기");
    await userEvent.type(field, "crane");
    expect(within(screen.getByRole("table", { name: "결과별 확률과 배당" })).getAllByRole("row")).toHaveLength(2);
    await userEvent.type(field, "zzz");
    expect(screen.getByText(/그런 이름이 표에 없어요/)).toBeDefined();
    await expectAccessible(container);
  });

  it("shows the first table of a game nobody knows", async () => {
    search.now = "game=chess&variant=1";
    renderApp(<OddsScreen />);
    await screen.findByText(`${(publishedSheet(machineIds[0]).rtp * 100).toFixed(6)}%`);
  });
});
