import { describe, expect, it } from "vitest";
import { readBet, withBet, withOwn, withRound } from "../api/messages";
import type { OwnBet } from "../api/table";
import { resultOf } from "./result";
import { placedOn, wheelTable } from "./wheel.fixture";

const chip = { type: "straight" as const, numbers: [17], amount: 100 };
const own = (change: Partial<OwnBet> = {}): OwnBet => ({ bet_id: "b", status: "placed", bet_amount: 100, win_amount: 0, bets: [chip], round_record: null, ...change });

describe("the table as messages change it", () => {
  it("follows its round and keeps a pocket once shown", () => {
    const spinning = withRound(wheelTable(), wheelTable({ phase: "running", pocket: 17, colour: "black" }));
    expect(spinning).toMatchObject({ phase: "running", pocket: 17 });
    expect(withRound(spinning ?? wheelTable(), wheelTable({ phase: "running" }))).toMatchObject({ pocket: 17, colour: "black" });
  });

  it("never goes back, and asks for a snapshot when another round begins or this one is over", () => {
    const running = wheelTable({ phase: "running" });
    expect(withRound(running, wheelTable())).toBe(running);
    expect(withRound(running, wheelTable({ round_id: "round-9" }))).toBeNull();
    expect(withRound(running, wheelTable({ phase: "settling", hash: "aa" }))).toBeNull();
    expect(withRound(running, { phase: "settling" })).toBeNull();
  });

  it("adds everybody's chips by spot, for this round only", () => {
    const said = readBet({ round_id: "round-8", bet_id: "x", nickname: "moon", bet_amount: 100, bets: [chip] });
    if (!said) throw new Error("a bet is a bet");
    const twice = withBet(withBet(wheelTable(), said), said);
    expect(twice).toMatchObject({ chips: [{ ...chip, amount: 200 }], chips_total: 200 });
    expect(withBet(twice, { ...said, round_id: "round-7" })).toBe(twice);
    expect(readBet({ nickname: "moon" })).toBeNull();
  });

  it("keeps an own bet once, and only on its round", () => {
    const placed = placedOn(wheelTable(), [chip], 1000);
    const once = withOwn(wheelTable(), placed);
    expect(once?.mine).toHaveLength(1);
    expect(once && withOwn(once, placed)?.mine).toHaveLength(1);
    expect(withOwn(wheelTable({ round_id: "round-9" }), placed)).toBeNull();
  });
});

describe("what a round came to", () => {
  it("is a secret until the ball lies", () => {
    expect(resultOf(wheelTable({ phase: "running", pocket: 17, colour: "black", mine: [own()] }))).toBeNull();
    expect(resultOf(wheelTable({ phase: "settling", mine: [own()] }))).toBeNull();
  });

  it("is told by the same law before the API has paid, and by the API after", () => {
    const fallen = wheelTable({ phase: "settling", pocket: 17, colour: "black", mine: [own()] });
    expect(resultOf(fallen)).toMatchObject({ pocket: 17, staked: 100, back: 3600 });
    expect(resultOf({ ...fallen, mine: [own({ status: "settled", win_amount: 3600 }), own({ bet_id: "c", bets: [{ ...chip, numbers: [3] }] })] })).toMatchObject({ staked: 200, back: 3600 });
  });

  it("gives everything back when the round was called off", () => {
    expect(resultOf(wheelTable({ phase: "settling", void: true, pocket: 17, mine: [own({ status: "refunded" })] }))).toMatchObject({ pocket: null, staked: 100, back: 100 });
  });
});
