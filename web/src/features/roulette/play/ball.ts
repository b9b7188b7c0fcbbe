/** Where the ball runs, in degrees clockwise from the zero pocket, relative to the turning wheel. */
import { POCKETS, WHEEL } from "../rules/layout";

/** Degrees a second while nobody knows the pocket. */
export const FREE_SPEED = -430;
const TURNS_MIN = 2;

export function angleOf(pocket: number): number {
  return ((WHEEL as readonly number[]).indexOf(pocket) * 360) / POCKETS;
}

/** The angle to come to rest at: the pocket's, after as many turns as a gentle stop over `left_ms` needs. */
export function restingAngle(pocket: number, from: number, left_ms: number): number {
  // An ease-out that starts at three times its mean speed keeps the ball's own speed at first.
  const wanted = from + Math.min((FREE_SPEED * left_ms) / 3000, -360 * TURNS_MIN);
  const target = angleOf(pocket);
  return target - 360 * Math.ceil((target - wanted) / 360);
}
