import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "@/test/render";
import { goldFromSnapshot } from "./gold";
import { GoldCounter } from "./gold-counter";
import { resetLive, useLive } from "./store";

function figure(): string {
  return document.querySelector("[data-slot=gold] .font-semibold")?.textContent ?? "";
}

function setGold(balance: number) {
  act(() => useLive.setState({ gold: goldFromSnapshot(balance) }));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame", "performance", "setTimeout", "clearTimeout", "Date"] });
  act(resetLive);
});

afterEach(() => {
  globalThis.reduceMotion = false;
  vi.useRealTimers();
});

describe("gold counter", () => {
  it("counts up to a new balance and says the balance itself to screen readers at once", () => {
    setGold(1000);
    renderApp(<GoldCounter />);
    setGold(2000);
    act(() => void vi.advanceTimersByTime(200));
    const between = Number(figure().replaceAll(",", ""));
    expect(between).toBeGreaterThan(1000);
    expect(between).toBeLessThan(2000);
    expect(screen.getByText("보유 골드 2,000")).toBeTruthy();
    act(() => void vi.advanceTimersByTime(800));
    expect(figure()).toBe("2,000");
  });

  it("jumps when motion is reduced", () => {
    globalThis.reduceMotion = true;
    setGold(1000);
    renderApp(<GoldCounter />);
    setGold(2000);
    expect(figure()).toBe("2,000");
  });

  it("shows the change for a moment", () => {
    setGold(1000);
    renderApp(<GoldCounter />);
    setGold(900);
    expect(screen.getByText("−100")).toBeTruthy();
    act(() => void vi.advanceTimersByTime(2000));
    expect(screen.queryByText("−100")).toBeNull();
  });
});
