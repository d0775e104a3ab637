import { readCalibrations, type Calibrations } from './calibration.js';
import { openScope, type Scope } from './scope.js';

/** What was learned beforehand and holds for every generation: opened once. */
export interface Learned {
  readonly calibrations: Calibrations;
  readonly scope: Scope;
}

/** @throws {RetrievalError} when a file is missing or damaged */
export async function openLearned(): Promise<Learned> {
  return { calibrations: await readCalibrations(), scope: openScope() };
}
