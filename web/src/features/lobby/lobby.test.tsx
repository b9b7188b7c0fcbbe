import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tableGames } from "@/features/games/catalogue";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { TableTiles } from "./table-tiles";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/games",
  useSearchParams: () => new URLSearchParams(),
}));

const offer = (game: string, enabled = true) => ({ game, enabled, rtp: 0.98, limits: { min: 10, max: 100, step: 10 }, variants: ["main"] });

beforeEach(() => {
  const items = [offer("slot"), ...tableGames.map((game) => offer(game, game !== "rps"))];
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ items }), { headers: { "Content-Type": "application/json" } })));
});

describe("the lobby", () => {
  it("opens a door to every game the house offers, with its figure or that it is closed", async () => {
    const { container } = renderApp(<TableTiles />);
    const doors = await screen.findAllByRole("link");
    expect(doors.map((door) => door.getAttribute("href"))).toEqual(tableGames.map((game) => `/ko/${game}`));
    expect(screen.getAllByText(/98/)).toHaveLength(tableGames.length - 2);
    expect(screen.getByText("지금은 쉬고 있어요")).toBeDefined();
    await expectAccessible(container);
  });
});
