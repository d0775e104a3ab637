import { CODES, failureKind, isRefusal } from './api-error.js';
import type { Desk } from './desk.js';

/** Counts and logs what kept an answer from its member: what Discord refused, what never reached it, or a fault of our own. */
export function reportFailure(error: unknown, desk: Pick<Desk, 'log' | 'metrics'>): void {
  const kind = failureKind(error);
  desk.metrics.failure(kind);
  if (isRefusal(error, CODES.unknownInteraction)) desk.metrics.acknowledgementMissed();
  desk.log.warn({ kind, err: error }, 'An answer could not be made, or Discord did not take it');
}
