import { seededRandom } from './random.js';

/** A mean with its 95% interval. */
export interface Measure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const SAMPLES = 1000;

/**
 * Mean and percentile interval of 1,000 bootstrap samples (Efron and Tibshirani, "An introduction to the bootstrap", 1993). The same
 * values give the same interval. With values that are differences within pairs it is the paired bootstrap.
 */
export function measure(values: readonly number[]): Measure {
  const { length } = values;
  const random = seededRandom(length);
  const means = new Float64Array(SAMPLES);
  for (let sample = 0; sample < SAMPLES; sample++) {
    let sum = 0;
    for (let drawn = 0; drawn < length; drawn++) sum += values[Math.floor(random() * length)]!;
    means[sample] = length === 0 ? 0 : sum / length;
  }
  means.sort();
  return { mean: meanOf(values), low: means[SAMPLES * 0.025]!, high: means[SAMPLES * 0.975 - 1]!, count: length };
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
