import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Dashboard } from "@/shared/api/types";
import { applyBalance, applyDashboard, applyMessage, live, resetLive, useGold, useLive } from "./store";

const envelope = { user_id: 7, timestamp: "2026-11-21T00:00:00Z" };

function initialState(gold_balance: number, seq = 10) {
  applyMessage({ ...envelope, type: "initial_state", seq, data: { profile: { gold_balance, gem_balance: 3 }, stats: null, unread: 2 } });
}

function profileUpdate(gold_balance: number, seq: number) {
  applyMessage({ ...envelope, type: "profile_update", seq, data: { changes: { gold_balance } } });
}

function shownGold(): number | null {
  return renderHook(() => useGold()).result.current;
}

beforeEach(() => act(resetLive));

describe("live store", () => {
  it("starts from the initial state", () => {
    act(() => initialState(1000));
    expect(shownGold()).toBe(1000);
    expect(useLive.getState()).toMatchObject({ seq: 10, unread: 2 });
  });

  it("follows profile updates and keeps fields they do not name", () => {
    act(() => initialState(1000));
    act(() => profileUpdate(900, 11));
    expect(shownGold()).toBe(900);
    expect(useLive.getState().profile).toMatchObject({ gold_balance: 900, gem_balance: 3 });
    expect(useLive.getState().seq).toBe(11);
  });

  it("counts an unknown message without acting on it", () => {
    act(() => initialState(1000));
    act(() => applyMessage({ ...envelope, type: "moon_phase", seq: 11, data: { full: true } }));
    expect(useLive.getState().seq).toBe(11);
    expect(shownGold()).toBe(1000);
  });

  it("does not reveal a win while a reveal is held, and takes the stake off at once", () => {
    act(() => initialState(1000));
    act(() => live.hold("reels", 100));
    expect(shownGold()).toBe(900);
    act(() => applyBalance(5900));
    act(() => profileUpdate(5900, 11));
    expect(shownGold()).toBe(900);
    act(() => live.release("reels"));
    expect(shownGold()).toBe(5900);
  });

  it("stays held until the last key is released", () => {
    act(() => initialState(1000));
    act(() => live.hold("a", 100));
    act(() => live.hold("b", 50));
    act(() => applyBalance(2000));
    act(() => live.release("a"));
    expect(shownGold()).toBe(850);
    act(() => live.release("b"));
    expect(shownGold()).toBe(2000);
  });

  it("drops a polled dashboard's balance when an answer overtook it", () => {
    act(() => initialState(1000));
    const asked = useLive.getState().gold;
    const dashboard = { profile: { gold_balance: 1000 }, unread: 0, purchase: { pending_count: 0 } } as Dashboard;
    act(() => applyBalance(900));
    act(() => applyDashboard(dashboard, asked));
    expect(shownGold()).toBe(900);
    act(() => applyDashboard({ ...dashboard, profile: { ...dashboard.profile, gold_balance: 800 } }, useLive.getState().gold));
    expect(shownGold()).toBe(800);
  });
});
