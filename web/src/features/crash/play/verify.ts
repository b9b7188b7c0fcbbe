/** A round's crash point from its revealed hash, made again in the browser; the rule is the server's, bit for bit. */
import { Draw, commitmentOf } from "@/features/fairness/lib/draw";

const OUTCOMES = 1n << 52n;

export type Verdict = { multiplier: number; commitment: string };

/** `M = max(1, floor(99 / (1 - U)) / 100)` with 52 random bits, capped; all in whole numbers. */
export async function crashPoint(hash: string, client_seed: string, nonce: number, max: number, return_percent = 99n): Promise<number> {
  const draw = await Draw.open({ server_seed: hash, client_seed, nonce });
  const high = BigInt(await draw.word());
  const low = BigInt(await draw.word());
  const r = (high << 20n) | (low >> 12n);
  const point_x100 = (return_percent * OUTCOMES) / (OUTCOMES - r);
  const capped = Math.min(Number(point_x100), Math.round(max * 100));
  return Math.max(100, capped) / 100;
}

/** The point, and SHA-256 of the hash: the hash of the round before it, known long before this round. */
export async function verifyRound(round: { hash: string; client_seed: string; nonce: number }, max: number): Promise<Verdict> {
  const [multiplier, commitment] = await Promise.all([
    crashPoint(round.hash, round.client_seed, round.nonce, max),
    commitmentOf(round.hash),
  ]);
  return { multiplier, commitment };
}
