import type { FeatureVector } from '#src/wording/features.js';
import { WeightTable, type Head } from '#src/wording/log-odds.js';
import { shuffle } from '../statistics/random.js';

/** A message as features, with the heads whose question it answers with yes. */
export interface LabelledFeatures {
  readonly features: FeatureVector;
  readonly answers: ReadonlySet<string>;
  /** How much the message counts. */
  readonly weight: number;
}

export interface LogisticOptions {
  readonly heads: readonly string[];
  /** Features of fewer messages are left out. */
  readonly leastMessages: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Of squared weights, applied to those that a message touches. */
  readonly penalty: number;
  readonly random: () => number;
}

/** Logistic regressions over the same features, by stochastic gradient descent with Adagrad (Duchi, Hazan and Singer, JMLR 12, 2011). */
export function trainLogistic(messages: readonly LabelledFeatures[], options: LogisticOptions): WeightTable {
  const counts = new Map<number, number>();
  for (const { features } of messages) {
    for (const hash of features.hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= options.leastMessages).map(([hash]) => hash);
  const hashes = Uint32Array.from(kept).sort();
  const positions = new Map([...hashes].map((hash, position) => [hash, position]));
  const rows = messages.map(({ features, answers, weight }): Row => {
    const known = Array.from(features.hashes).flatMap((hash, at) => {
      const position = positions.get(hash);
      return position === undefined ? [] : [{ position, value: features.values[at]! }];
    });
    return {
      positions: Uint32Array.from(known, ({ position }) => position),
      values: Float32Array.from(known, ({ value }) => value),
      answers,
      weight,
    };
  });
  const trained = options.heads.map((name) => trainHead(name, rows, hashes.length, options));
  const width = trained.length;
  const weights = new Int8Array(hashes.length * width);
  for (const [head, column] of trained.entries()) {
    for (const [row, weight] of column.weights.entries()) weights[row * width + head] = weight;
  }
  return new WeightTable(
    trained.map(({ name, bias, scale }) => ({ name, bias, scale })),
    hashes,
    weights,
  );
}

/** A head with its weights, one a feature. */
interface TrainedHead extends Head {
  readonly weights: Int8Array;
}

interface Row extends Omit<LabelledFeatures, 'features'> {
  readonly positions: Uint32Array;
  readonly values: Float32Array;
}

function trainHead(
  name: string,
  rows: readonly Row[],
  features: number,
  { epochs, learningRate, penalty, random }: LogisticOptions,
): TrainedHead {
  const weights = new Float32Array(features);
  const squares = new Float32Array(features).fill(1e-8);
  let bias = 0;
  let biasSquares = 1e-8;
  const order = [...rows];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { positions, values, answers, weight } of shuffle(order, random)) {
      let sum = bias;
      for (let at = 0; at < positions.length; at++) sum += weights[positions[at]!]! * values[at]!;
      const error = (1 / (1 + Math.exp(-sum)) - Number(answers.has(name))) * weight;
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at]!;
        const gradient = error * values[at]! + penalty * weights[position]!;
        squares[position]! += gradient * gradient;
        weights[position]! -= (learningRate * gradient) / Math.sqrt(squares[position]!);
      }
      biasSquares += error * error;
      bias -= (learningRate * error) / Math.sqrt(biasSquares);
    }
  }
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
  const scale = largest / 127;
  return { name, bias, scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}
