import { CODES, failureKind, isRefusal } from './api-error.js';
import type { Desk } from './desk.js';

/** Counts what Discord refused, or what never reached it. */
export function reportFailure(error: unknown, desk: Pick<Desk, 'log' | 'metrics'>): void {
  const kind = failureKind(error);
  desk.metrics.failure(kind);
  if (isRefusal(error, CODES.unknownInteraction)) desk.metrics.acknowledgementMissed();
  desk.log.warn({ kind }, 'Discord did not take an answer');
}
