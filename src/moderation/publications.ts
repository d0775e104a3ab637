import type { Decision } from './decision.js';

/** A decision that made another generation the live one. */
export type PublicationDecision = Extract<Decision, { kind: 'publish' | 'rollback' }>;

/** The last of them, or null. `history` is oldest first. */
export function lastPublication(history: readonly Decision[]): PublicationDecision | null {
  return (
    history.findLast(
      (decision): decision is PublicationDecision => decision.kind === 'publish' || decision.kind === 'rollback',
    ) ?? null
  );
}

/** Whether publishing a generation would bring back what was rolled back last. */
export function undoesRollback(history: readonly Decision[], generation: string): boolean {
  const last = lastPublication(history);
  return last?.kind === 'rollback' && last.before === generation;
}
