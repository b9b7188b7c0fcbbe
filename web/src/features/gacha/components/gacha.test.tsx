import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { Banner } from "../api/banners";
import type { PullResult } from "../api/pull";
import { lanternArt } from "../art/lantern-art";
import { GachaScreen } from "./gacha-screen";
import { GachaTable } from "./gacha-table";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const { search } = vi.hoisted(() => ({ search: { now: "" } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/gacha",
  useSearchParams: () => new URLSearchParams(search.now),
}));

/** A banner and an honest ten-pull of it (one featured SSR), as the server answered them. */
const fixture = JSON.parse(readFileSync("src/features/gacha/gacha.fixture.json", "utf8")) as { banner: Banner; pull: PullResult };
const { banner, pull } = fixture;
const featured = "보름달등";

type Answer = (request: Request) => Promise<Response>;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const sent: Request[] = [];

function serve(answer: Answer, others: Record<string, unknown> = {}) {
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.url.includes("/gacha/spin")) {
      sent.push(request.clone());
      return answer(request);
    }
    const found = Object.keys(others).find((path) => request.url.includes(path));
    return Promise.resolve(json(found ? others[found] : { items: [], next_cursor: null, collection: [] }));
  });
}

const refusal = (status: number, code: string) =>
  Promise.resolve(json({ detail: code, error: { code, message: code, details: null, request_id: "x" } }, status));
const button = (name: RegExp) => screen.getByRole("button", { name });
const capsules = () => within(screen.getByRole("list", { name: "열린 캡슐" }));
const gold = () => Object.values(useLive.getState().holds)[0]?.shown ?? useLive.getState().gold.balance;
const table = () => renderApp(<GachaTable banner={banner} banners={[banner]} />);

beforeEach(() => {
  sent.length = 0;
  search.now = "";
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
});

afterEach(() => {
  globalThis.reduceMotion = undefined;
});

describe("the lantern yard", () => {
  it("shows costs, odds, guarantees and the rule for copies at the buttons", () => {
    serve(() => refusal(500, "unexpected"));
    table();
    expect(button(/1번 열기/)).toHaveProperty("textContent", "1번 열기300 골드");
    expect(button(/10번 열기/).textContent).toContain("3,000 골드");
    expect(screen.getByText("SSR 1.0% · SR 8.5% · R 30.0% · N 60.5%")).toBeTruthy();
    expect(screen.getByText(/SSR 3,000 골드 · SR 300 골드/)).toBeTruthy();
    expect(screen.getByText("늦어도 58번 안")).toBeTruthy();
    expect(screen.getByRole("meter", { name: "SSR 보장" }).getAttribute("aria-valuenow")).toBe("12");
    expect(screen.getByText(/50%로 보름달등이고/)).toBeTruthy();
  });

  it("opens the exact odds of every item from the buttons", async () => {
    serve(() => refusal(500, "unexpected"));
    const { baseElement } = table();
    await userEvent.click(button(/아이템별 확률/));
    const sheet = within(await screen.findByRole("dialog"));
    for (const { name } of banner.items) expect(sheet.getByText(name.ko)).toBeTruthy();
    expect(sheet.getByText("2.3475%")).toBeTruthy();
    expect(sheet.getByText(/평균 42.60번/)).toBeTruthy();
    expect(sheet.getByText("1.5650%")).toBeTruthy();
    await expectAccessible(baseElement);
  });

  it("keeps a pull secret while it opens, and tells all of it on skip", async () => {
    serve(() => Promise.resolve(json(pull)));
    table();
    await userEvent.click(button(/10번 열기/));
    const skip = await screen.findByRole("button", { name: "한 번에 열기" });
    expect(gold()).toBe(7_000);
    expect(capsules().queryByText(featured)).toBeNull();
    await userEvent.click(skip);
    expect(capsules().getAllByText(featured).length).toBeGreaterThan(0);
    expect(capsules().queryByText("아직 닫혀 있어요")).toBeNull();
    await waitFor(() => expect(gold()).toBe(pull.balance_after));
    expect(screen.getByText(/가진 등은 .* 골드가 됐어요/)).toBeTruthy();
    expect(screen.getByText(/가장 높은 등급은 SSR이에요/)).toBeTruthy();
  });

  it("opens one after the other by itself", async () => {
    serve(() => Promise.resolve(json({ ...pull, count: 1, items: pull.items.slice(0, 1) })));
    table();
    await userEvent.click(button(/1번 열기/));
    const first = pull.items[0];
    expect(await openedCapsule(first?.name.ko ?? "")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "한 번에 열기" })).toBeNull();
  });

  it("shows everything at once to who asked for less motion", async () => {
    globalThis.reduceMotion = true;
    serve(() => Promise.resolve(json(pull)));
    const { container } = table();
    await userEvent.click(button(/10번 열기/));
    await waitFor(() => expect(capsules().getAllByText(featured).length).toBeGreaterThan(0));
    expect(screen.queryByRole("button", { name: "한 번에 열기" })).toBeNull();
    await expectAccessible(container);
  });

  it("sends a key with every pull, and the same one when the answer was lost", async () => {
    globalThis.reduceMotion = true;
    let lost = true;
    serve(() => (lost ? Promise.reject(new TypeError("network")) : Promise.resolve(json(pull))));
    table();
    await userEvent.click(button(/10번 열기/));
    const again = await screen.findByRole("button", { name: "같은 캡슐 확인하기" });
    expect(gold()).toBe(10_000);
    lost = false;
    await userEvent.click(again);
    await waitFor(() => expect(capsules().getAllByText(featured).length).toBeGreaterThan(0));
    const keys = sent.map((request) => request.headers.get("idempotency-key"));
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeTruthy();
  });

  it("says what to do when gold is short, and changes nothing", async () => {
    serve(() => refusal(402, "insufficient_funds"));
    table();
    await userEvent.click(button(/10번 열기/));
    expect((await screen.findByRole("alert")).textContent).toContain("골드가 모자라요");
    expect(gold()).toBe(10_000);
    expect(button(/1번만 열기/)).toBeTruthy();
  });

  it("pays once however often the button is pressed", async () => {
    let answer: (response: Response) => void = () => undefined;
    serve(() => new Promise((resolve) => (answer = resolve)));
    table();
    await userEvent.click(button(/10번 열기/));
    await userEvent.keyboard("0");
    await userEvent.keyboard("1");
    expect(sent.length).toBe(1);
    await act(async () => answer(json(pull)));
    await screen.findByRole("button", { name: "한 번에 열기" });
  });

  it("lists history and the collection, found and missing", async () => {
    const first = { round_id: "r", banner_id: "moonrise", banner_name: banner.name, count: 10, cost: 3000, currency: "gold", converted: pull.win_amount };
    const row = { ...first, items: pull.items, pity: pull.pity, config_version: 1, created_at: "2026-11-21T10:00:00.000Z" };
    const moon = { item_id: "moon", name: { en: "Full moon lantern", ko: featured }, tier: "SSR", copies: 2, first_round_id: "r", first_at: row.created_at };
    serve(() => refusal(500, "unexpected"), {
      "/gacha/history": { items: [row], next_cursor: null },
      "/inventory": { items: [moon], collection: [{ tier: "SSR", owned: 1, total: 4 }] },
    });
    const { baseElement } = table();
    await userEvent.click(button(/기록/));
    const history = within(await screen.findByRole("dialog"));
    expect((await history.findAllByText(featured)).length).toBeGreaterThan(0);
    await expectAccessible(baseElement);
    await userEvent.keyboard("{Escape}");
    await userEvent.click(button(/내 등불/));
    const collection = within(await screen.findByRole("dialog"));
    expect(await collection.findByText("4개 중 1개")).toBeTruthy();
    expect(collection.getByText(/^2번/)).toBeTruthy();
    expect(collection.getAllByText("아직이에요").length).toBe(banner.items.length - 1);
    await expectAccessible(baseElement);
  });

  it("reads in English too", async () => {
    serve(() => Promise.resolve(json(pull)));
    globalThis.reduceMotion = true;
    renderApp(<GachaTable banner={banner} banners={[banner]} />, "en");
    await userEvent.click(button(/Open 10/));
    await waitFor(() => expect(screen.getAllByText("Full moon lantern").length).toBeGreaterThan(0));
  });
});

describe("the gacha screen", () => {
  const street: Banner = { ...banner, banner_id: "lantern-street", name: { en: "Lantern Street", ko: "등불 거리" } };
  const offer = (...items: Banner[]) => serve(() => refusal(500, "unexpected"), { "/gacha/banners": { items } });
  const chosen = () => screen.findByRole("link", { current: "page" });

  it("opens on the first banner, and shows every other one, accessibly", async () => {
    offer(street, banner);
    const { container } = renderApp(<GachaScreen />);
    expect((await chosen()).textContent).toContain("등불 거리");
    await expectAccessible(container);
  });

  it("opens on the banner its address names", async () => {
    search.now = `banner=${banner.banner_id}`;
    offer(street, banner);
    renderApp(<GachaScreen />);
    expect((await chosen()).textContent).toContain(banner.name.ko);
  });

  it("says so while no banner is open", async () => {
    offer();
    const { container } = renderApp(<GachaScreen />);
    await screen.findByText("지금은 열린 배너가 없어요");
    await expectAccessible(container);
  });

  it("says what to do when banners cannot be read, and reads them again", async () => {
    let isDown = true;
    vi.stubGlobal("fetch", () => (isDown ? refusal(404, "unknown_game") : Promise.resolve(json({ items: [banner] }))));
    const { container } = renderApp(<GachaScreen />);
    const again = await screen.findByRole("button", { name: "다시 시도하기" });
    await expectAccessible(container);
    isDown = false;
    await userEvent.click(again);
    await screen.findByRole("button", { name: /10번 열기/ });
  });
});

async function openedCapsule(name: string) {
  return within(await screen.findByRole("list", { name: "열린 캡슐" })).findByText(name);
}

describe("the lanterns' art", () => {
  it("has a picture of every lantern that ships", () => {
    const folder = "../casino_club/domains/gacha/banners";
    for (const name of ["lantern-street", "moonrise", "dragon-night", "glass-garden"]) {
      const { items } = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")) as { items: { id: string }[] };
      expect(items.filter(({ id }) => !(id in lanternArt)).map(({ id }) => id)).toEqual([]);
    }
  });

  it("names papers the style sheet has", () => {
    const css = readFileSync("src/features/gacha/components/gacha.css", "utf8");
    for (const { papers } of Object.values(lanternArt)) for (const paper of papers) expect(css).toContain(`--paper-${paper}:`);
  });
});
