/** The picture of a ride that is over, in a box of its own: the cable up to a point, and how it went on. */

export type Point = { x: number; y: number };
export type Ride = {
  /** Paths: the way ridden, and the way after getting off. */
  ridden: string;
  beyond: string;
  /** Where the player got off. */
  off: Point | null;
  end: Point;
};

const STEPS = 24;
const [LEFT, RIGHT, TOP, FOOT] = [8, 20, 10, 30];
/** A ride that ends at once still climbs a little, and a cable of which nobody knows the end goes on this far. */
const END_MIN = 1.04;
const UNKNOWN_MORE = 1.35;

/** `crash` is null when the round was still running as its outcome was stored. */
export function rideOf({ left, crash }: { left: number | null; crash: number | null }, width: number, height: number): Ride {
  const last = Math.max(END_MIN, crash ?? (left ?? 1) * UNKNOWN_MORE);
  // Both axes in units of the whole ride: multipliers grow by the same share in the same time.
  const at = (share: number): Point => ({
    x: LEFT + share * (width - LEFT - RIGHT),
    y: height - FOOT - ((last ** share - 1) / (last - 1)) * (height - FOOT - TOP),
  });
  const path = (from: number, to: number) =>
    Array.from({ length: STEPS + 1 }, (_, i) => at(from + ((to - from) * i) / STEPS))
      .map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join("");
  const stop = left === null ? 1 : Math.min(1, Math.log(left) / Math.log(last));
  return { ridden: path(0, stop), beyond: stop < 1 ? path(stop, 1) : "", off: left === null ? null : at(stop), end: at(1) };
}
