/** How soon somebody should be seen, most urgent first. `crisis` is about self-harm and comes before everything. */
export const LEVELS = ['crisis', 'emergency', 'urgent', 'soon'] as const;

export type Level = (typeof LEVELS)[number];

/** The more urgent of two levels; null means that nothing was found. */
export function moreUrgent(a: Level | null, b: Level | null): Level | null {
  if (a === null || b === null) return a ?? b;
  return LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b;
}
