import type { Triage } from './triage.js';

/**
 * Rules about bladder, bowels, sex and self-harm: D1 to D5 (numbness in the saddle area, urine, bowels, sex), D15 (urine with back pain)
 * and D23. Who writes of these in public gets no quotes there.
 */
const DELICATE = new Set(['D1', 'D2', 'D3', 'D4', 'D5', 'D15', 'D23']);

/** Whether a message tells of something that many would rather not see discussed in public. Signs that are denied do not count. */
export function isDelicate({ evidence, rules }: Pick<Triage, 'evidence' | 'rules'>): boolean {
  return (
    rules.some((id) => DELICATE.has(id)) || evidence.some(({ rule, level }) => level !== null && DELICATE.has(rule))
  );
}
