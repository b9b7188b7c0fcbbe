/** A round's crash point from its revealed hash, made again in the browser; the rule is the server's, bit for bit. */
import { Draw, commitmentOf } from "@/features/fairness/lib/draw";

const OUTCOMES = 1n << 52n;
const RETURN_PERCENT = 99;

export type Verdict = { multiplier: number; commitment: string };
/** Uniform unsigned 32-bit integers, as `features/fairness/lib/draw` makes them. */
type Words = { word: () => Promise<number> };

/** `r`, uniform on 0 … 2^52 - 1: all of one word and the upper 20 bits of the next. */
export async function randomBits(draw: Words): Promise<bigint> {
  const high = BigInt(await draw.word());
  return (high << 20n) | (BigInt(await draw.word()) >> 12n);
}

/** `M = max(1, floor(return_percent / (1 - U)) / 100)` with `U = r / 2^52`, capped at `max`; all in whole numbers. */
export async function drawPoint(draw: Words, max: number, return_percent = RETURN_PERCENT): Promise<number> {
  const r = await randomBits(draw);
  const point_x100 = (BigInt(return_percent) * OUTCOMES) / (OUTCOMES - r);
  const capped = Math.min(Number(point_x100), Math.round(max * 100));
  return Math.max(100, capped) / 100;
}

/** The point, and SHA-256 of the hash: the hash of the round before it, known long before this round. */
export async function verifyRound({ hash, client_seed, nonce }: { hash: string; client_seed: string; nonce: number }, max: number): Promise<Verdict> {
  const draw = await Draw.open({ server_seed: hash, client_seed, nonce });
  return { multiplier: await drawPoint(draw, max), commitment: await commitmentOf(hash) };
}
