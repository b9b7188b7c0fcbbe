import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MachineId } from "@/features/slot/machines/art";
import { machineFixture, machineFixtures } from "@/features/slot/machines/machine.fixture";
import { tableOf } from "@/features/slot/machines/machine";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { commitmentOf } from "../lib/draw";
import { bodyHashOf } from "../lib/table-hash";
import { FairnessScreen } from "./fairness-screen";
import { clientSeedPattern } from "./seeds-card";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const { search, push } = vi.hoisted(() => ({ search: { now: "" }, push: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push, replace: vi.fn() }),
  usePathname: () => "/ko/fairness",
  useSearchParams: () => new URLSearchParams(search.now),
}));

type Golden = { machine_id: MachineId; config_hash: string; server_seed: string; client_seed: string; nonce: number; stake: number; stops: number[]; payout: number; free_spins: unknown[] };
const { rounds } = JSON.parse(readFileSync("../tests/golden/slot.json", "utf8")) as { rounds: Golden[] };
const round = rounds.find(({ free_spins }) => free_spins.length > 0) as Golden;

/** A round of the lift that went further than 1.2. */
const lift = {
  round: (JSON.parse(readFileSync("../tests/golden/crash.json", "utf8")) as { rounds: { hash: string; salt: string; number: number; crash_x100: number }[] }).rounds.find(({ crash_x100 }) => crash_x100 > 300) as { hash: string; salt: string; number: number },
  table: JSON.parse(readFileSync("../casino_club/domains/crash/main.json", "utf8")) as Record<string, unknown>,
};

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
const rotated: unknown[] = [];
let revealed = true;
let recordedWin = round.payout;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const hash = await commitmentOf(round.server_seed);
  if (pathname.endsWith("/fairness/me")) return json({ server_seed_hash: hash, next_server_seed_hash: "b".repeat(64), client_seed: round.client_seed, nonce: 3 });
  if (pathname.endsWith("/fairness/rotate")) {
    rotated.push(await request.json());
    revealed = true;
    return json({ revealed_server_seed: round.server_seed, server_seed_hash: "b".repeat(64), next_server_seed_hash: "c".repeat(64), client_seed: round.client_seed });
  }
  if (pathname.endsWith("/fairness/rounds/c1")) {
    return json({
      round_id: "c1",
      game: "crash",
      game_variant: "main",
      config_version: 1,
      config_hash: await bodyHashOf(lift.table),
      params: { bet_amount: 700, cashed_out_at: 1.2 },
      server_seed_hash: await commitmentOf(lift.round.hash),
      server_seed: revealed ? lift.round.hash : null,
      client_seed: lift.round.salt,
      nonce: lift.round.number,
      stops: null,
      outcome: { bet_amount: 700, win_amount: 840, result: "cashed_out", cashed_out_at: 1.2 },
    });
  }
  if (pathname.endsWith("/games/crash/tables/main")) return json({ game: "crash", variant: "main", version: 1, hash: "", live: true, body: lift.table });
  if (pathname.includes("/fairness/rounds/")) {
    return json({
      round_id: "r1",
      game: "slot",
      game_variant: round.machine_id,
      config_version: 1,
      config_hash: round.config_hash,
      params: { machine_id: round.machine_id, bet_amount: round.stake },
      server_seed_hash: hash,
      server_seed: revealed ? round.server_seed : null,
      client_seed: round.client_seed,
      nonce: round.nonce,
      stops: round.stops,
      outcome: { win_amount: recordedWin },
    });
  }
  if (pathname.endsWith("/slot/machines")) return json({ items: machineFixtures });
  if (pathname.includes("/games/slot/tables/")) {
    return json({ game: "slot", variant: round.machine_id, version: 1, hash: round.config_hash, live: true, body: tableOf(machineFixture(round.machine_id)) });
  }
  if (pathname.includes("/slot/machines/")) return json(machineFixture(pathname.split("/").at(-1) as MachineId));
  return json({ items: [], next_cursor: null });
}

beforeEach(() => {
  search.now = "round=r1";
  rotated.length = 0;
  revealed = true;
  recordedWin = round.payout;
  vi.stubGlobal("fetch", answer);
});

const agreement = "계산한 결과와 기록이 모두 같아요.";

describe("the verifier", () => {
  it("redoes a revealed round and shows every step, accessibly", async () => {
    const { container } = renderApp(<FairnessScreen />);
    await screen.findByText(agreement);
    for (const step of ["서버 시드의 해시", "게임 데이터의 해시", "릴이 멈춘 자리", "받은 금액"]) {
      expect(screen.getAllByText(new RegExp(step)).length).toBeGreaterThan(0);
    }
    expect(screen.getByText(`[${round.stops.join(", ")}]`)).toBeDefined();
    expect(screen.getByText(`${round.payout}`)).toBeDefined();
    await expectAccessible(container);
  });

  it("does not agree with a record that pays otherwise", async () => {
    recordedWin = round.payout + 10;
    renderApp(<FairnessScreen />);
    await screen.findByText(/계산한 결과와 기록이 달라요/);
    expect(screen.queryByText(agreement)).toBeNull();
    expect(screen.getByText(`${round.payout + 10}`)).toBeDefined();
  });

  it("says plainly that a seed is not revealed yet, and reveals it", async () => {
    revealed = false;
    renderApp(<FairnessScreen />);
    await screen.findByText("서버 시드가 아직 공개되지 않았어요");
    await userEvent.click(screen.getByRole("button", { name: "시드 바꾸고 확인하기" }));
    await screen.findByText(agreement);
    expect(rotated).toEqual([{}]);
  });

  it("waits for a shared round to end and then works it out by itself", async () => {
    search.now = "round=c1";
    revealed = false;
    renderApp(<FairnessScreen />);
    await screen.findByText("이 판이 아직 끝나지 않았어요");
    expect(screen.queryByRole("button", { name: "시드 바꾸고 확인하기" })).toBeNull();
    revealed = true;
    await screen.findByText(agreement);
    expect(screen.getByText("840")).toBeDefined();
    // Where the lift stopped was not known yet when the cash-out was stored.
    expect(screen.queryByText(/멈춘 배수/)).toBeNull();
    expect(rotated).toEqual([]);
  });

  it("verifies pasted inputs without asking the club about the round", async () => {
    search.now = "";
    renderApp(<FairnessScreen />);
    await userEvent.click(screen.getByRole("tab", { name: "직접 입력하기" }));
    await userEvent.click(screen.getByLabelText("서버 시드"));
    await userEvent.paste(round.server_seed);
    await userEvent.click(screen.getByLabelText("비교할 해시(없어도 돼요)"));
    await userEvent.paste(await commitmentOf(round.server_seed));
    await userEvent.type(screen.getByLabelText("내 시드"), round.client_seed);
    await userEvent.clear(screen.getByLabelText("라운드 번호(nonce)"));
    await userEvent.type(screen.getByLabelText("라운드 번호(nonce)"), `${round.nonce}`);
    await userEvent.selectOptions(screen.getByLabelText("머신"), round.machine_id);
    await userEvent.click(screen.getByRole("button", { name: "이 브라우저에서 계산하기" }));
    await screen.findByText(`[${round.stops.join(", ")}]`);
  });

  it("refuses a seed that is not one before computing anything", async () => {
    search.now = "";
    renderApp(<FairnessScreen />);
    await userEvent.click(screen.getByRole("tab", { name: "직접 입력하기" }));
    await userEvent.type(screen.getByLabelText("서버 시드"), "xyz");
    expect(screen.getByText(/글자 64개여야 해요/)).toBeDefined();
    expect(screen.getByRole("button", { name: "이 브라우저에서 계산하기" })).toHaveProperty("disabled", true);
  });
});

describe("seeds", () => {
  it("are shown whole, can be copied, and rotate with a seed of one's own", async () => {
    const user = userEvent.setup();
    const writeText = vi.spyOn(navigator.clipboard, "writeText");
    renderApp(<FairnessScreen />);
    await user.click(await screen.findByRole("button", { name: "다음 서버 시드의 해시: 복사하기" }));
    expect(writeText).toHaveBeenCalledExactlyOnceWith("b".repeat(64));
    await user.type(screen.getByLabelText("새 내 시드"), "moon");
    await user.click(screen.getByRole("button", { name: "시드 바꾸고 공개하기" }));
    await waitFor(() => expect(rotated).toEqual([{ client_seed: "moon" }]));
    await screen.findByText(/서버 시드를 공개했어요/);
  });

  it.each([
    ["lucky!", true],
    ["a:b", false],
    ["a b", false],
    ["한글", false],
    ["x".repeat(65), false],
  ])("%s may be a client seed: %s", (seed, valid) => expect(clientSeedPattern.test(seed)).toBe(valid));
});
