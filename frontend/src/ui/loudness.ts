/** From a measured level to what the eye expects: still in a quiet room, full in loud speech. */

const QUIET = 0.25;
const LOUD = 0.8;

/** 0 to 1, from a level of the engine (0 to 1, even steps in decibels). */
export function loudness(level: number): number {
  return Math.min(1, Math.max(0, (level - QUIET) / (LOUD - QUIET)));
}
