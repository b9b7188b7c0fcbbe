/** The curve `m(t) = e^(growth * t)`, t in seconds since the start; multipliers are multiples of the stake. */

/** What is shown and paid at a moment: the hundredth the curve is climbing to. 1.00 before the start. */
export function shownAt(elapsed_ms: number, growth_per_s: number, max: number): number {
  if (elapsed_ms < 0) return 1;
  return Math.min((Math.floor(100 * Math.exp((growth_per_s * elapsed_ms) / 1000)) + 1) / 100, max);
}

/** The smooth height of the curve, for drawing. */
export function heightAt(elapsed_ms: number, growth_per_s: number): number {
  return Math.exp((growth_per_s * Math.max(0, elapsed_ms)) / 1000);
}

/** Milliseconds from the start until the curve reaches a multiplier. */
export function timeTo_ms(multiplier: number, growth_per_s: number): number {
  return (Math.log(multiplier) / growth_per_s) * 1000;
}

/** What a stake pays at a shown multiplier: whole gold, since stakes are multiples of a hundred. */
export function payoutAt(stake: number, multiplier: number): number {
  return (stake / 100) * Math.round(multiplier * 100);
}
