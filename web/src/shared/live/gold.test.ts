import { describe, expect, it } from "vitest";
import { echoWindow_ms, goldFromAnswer, goldFromSnapshot, goldFromStream, goldSettled } from "./gold";

describe("one gold value from answers and the stream", () => {
  it("shows an answer at once", () => {
    expect(goldFromAnswer(goldFromSnapshot(1000), 900, 0).balance).toBe(900);
  });

  it("does not go back when the echo of an older answer comes late", () => {
    let gold = goldFromSnapshot(1000);
    gold = goldFromAnswer(gold, 900, 0);
    gold = goldFromAnswer(gold, 800, 10);
    gold = goldFromStream(gold, 900, 20);
    expect(gold.balance).toBe(800);
    gold = goldFromStream(gold, 800, 30);
    expect(gold.balance).toBe(800);
    expect(gold.awaiting).toEqual([]);
  });

  it("ignores an answer that arrives after its own echo and after a newer change", () => {
    let gold = goldFromSnapshot(1000);
    gold = goldFromStream(gold, 900, 0);
    gold = goldFromStream(gold, 5900, 5);
    gold = goldFromAnswer(gold, 900, 10);
    expect(gold.balance).toBe(5900);
  });

  it("takes a change from elsewhere once the echoes before it have passed", () => {
    let gold = goldFromAnswer(goldFromSnapshot(1000), 900, 0);
    gold = goldFromStream(gold, 900, 5);
    gold = goldFromStream(gold, 700, 6);
    expect(gold.balance).toBe(700);
  });

  it("accepts a merged echo of the newest of several answers", () => {
    let gold = goldFromAnswer(goldFromSnapshot(1000), 900, 0);
    gold = goldFromAnswer(gold, 800, 1);
    gold = goldFromStream(gold, 800, 2);
    gold = goldFromStream(gold, 650, 3);
    expect(gold.balance).toBe(650);
  });

  it("lets the stream's last word stand when an echo never comes", () => {
    let gold = goldFromAnswer(goldFromSnapshot(1000), 900, 0);
    gold = goldFromStream(gold, 1200, 5);
    expect(gold.balance).toBe(900);
    expect(goldSettled(gold, echoWindow_ms - 1).balance).toBe(900);
    expect(goldSettled(gold, echoWindow_ms + 1).balance).toBe(1200);
  });

  it("keeps an answer when the stream stays silent", () => {
    const gold = goldFromAnswer(goldFromSnapshot(1000), 900, 0);
    expect(goldSettled({ ...gold, streamed: null }, echoWindow_ms + 1).balance).toBe(900);
  });
});
