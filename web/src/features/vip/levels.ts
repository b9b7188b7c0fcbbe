/** Levels as the club counts them: what each asks for and what reaching it brings (docs: formulas of the economy). */

/** Experience that completes a level. */
export function experienceOf(level: number): number {
  return 1000 + (level - 1) * 100;
}

/** Gold for reaching a level. */
export function goldOf(level: number): number {
  return 200 + 50 * level;
}

export type LevelStep = { level: number; experience: number; gold: number };

/** The next levels to reach, with the experience the level before asks for. */
export function nextLevels(level: number, count: number): LevelStep[] {
  return Array.from({ length: count }, (_, step) => ({
    level: level + step + 1,
    experience: experienceOf(level + step),
    gold: goldOf(level + step + 1),
  }));
}
