import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyRound } from "./verify";

describe("a round's proof", () => {
  it("ties the hash to the round before it", async () => {
    const hash = "5a".repeat(32);
    const { commitment } = await verifyRound({ hash, client_seed: "salt", nonce: 3 }, 10_000);
    expect(commitment).toBe(createHash("sha256").update(Buffer.from(hash, "hex")).digest("hex"));
  });

  it("is the same whole-number law over many rounds", async () => {
    for (let nonce = 1; nonce <= 40; nonce += 1) {
      const hash = createHash("sha256").update(`round ${nonce}`).digest("hex");
      const block = createHmac("sha256", Buffer.from(hash, "hex")).update(`salt:${nonce}:0`).digest();
      const u = (block.readUInt32BE(0) * 2 ** 20 + (block.readUInt32BE(4) >>> 12)) / 2 ** 52;
      const expected = Math.min(10_000, Math.max(1, Math.floor(99 / (1 - u)) / 100));
      const { multiplier } = await verifyRound({ hash, client_seed: "salt", nonce }, 10_000);
      expect(multiplier).toBeCloseTo(expected, 2);
    }
  });
});
