import { dot } from '#src/search-index/vector-search.js';
import { gaussian, pick, shuffle } from '../statistics/random.js';
import type { QuantizedTable } from './onnx-file.js';

/** A text as the ids of its subwords. */
export type Ids = readonly number[];

/** Where a text belongs. Two texts agree when their articles are the same and their sections are, or one of them is not known. */
export interface Place {
  /** Numbers that stand for an article and a section: they are compared some hundred million times. */
  readonly article: number;
  /** Null where it is not known which one. */
  readonly section: number | null;
}

/** A passage or a question with the places that it belongs to: what questions of one of them should be near to. */
export interface Target {
  readonly ids: Ids;
  readonly places: readonly Place[];
}

/** A question with what it should be near to, beside the passages of its places. */
export interface Example {
  /** The question, mistyped or not: drawn anew each time. */
  readonly question: () => Ids;
  readonly places: readonly Place[];
  /** Questions with the same answer. */
  readonly siblings: readonly Target[];
}

export interface TrainingOptions {
  readonly vocabularySize: number;
  readonly dimensions: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly temperature: number;
  readonly learningRate: number;
  readonly random: () => number;
  /** Messages about other things: never near to any question. */
  readonly distractors: readonly Ids[];
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/**
 * Trains a table of one vector a subword; a text's vector is the sum of its subwords' vectors, scaled to unit length. Contrastive learning
 * (InfoNCE: van den Oord, Li and Vinyals, "Representation learning with contrastive predictive coding", 2018) against every passage of the
 * corpus at once, questions with the same answer, and messages about other things; several passages may be right (Khosla et al., "Supervised
 * contrastive learning", NeurIPS 2020). Adagrad (Duchi, Hazan and Singer, JMLR 12, 2011) with one step size a row. `weights` are the rows'
 * starting lengths (inverse document frequency).
 * @throws {Error} when the examples do not fill a batch: nothing would be learned
 */
export function trainTable(
  examples: readonly Example[],
  passages: readonly Target[],
  weights: Float32Array,
  options: TrainingOptions,
): Float32Array {
  const { vocabularySize, dimensions, epochs, batchSize, random, learningRate } = options;
  if (examples.length < batchSize)
    throw new Error(`${examples.length} questions are too few to learn from: write at least ${batchSize}.`);
  const table = new Float32Array(vocabularySize * dimensions);
  for (let at = 0; at < table.length; at++) {
    table[at] = (gaussian(random) * weights[Math.floor(at / dimensions)]!) / Math.sqrt(dimensions);
  }
  const squares = new Float32Array(vocabularySize).fill(1e-8);
  const order = [...examples];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(order, random);
    const rate = learningRate * (1 - (epoch - 1) / epochs);
    let loss = 0;
    for (let at = 0; at + batchSize <= order.length; at += batchSize) {
      loss += trainBatch(table, squares, order.slice(at, at + batchSize), passages, rate, options);
    }
    options.onEpoch?.(epoch, loss / Math.floor(order.length / batchSize));
  }
  return table;
}

/** Rounds each row to int8 with a scale of its own. */
export function quantize(table: Float32Array, dimensions: number): QuantizedTable {
  const rows = table.length / dimensions;
  const values = new Int8Array(table.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * dimensions;
    let largest = 1e-12;
    for (let at = start; at < start + dimensions; at++) largest = Math.max(largest, Math.abs(table[at]!));
    scales[row] = largest / 127;
    for (let at = start; at < start + dimensions; at++) values[at] = Math.round(table[at]! / scales[row]!);
  }
  return { rows, dimensions, values, scales };
}

/** Messages about other things that each batch meets: 192 were no better (evaluation/results/model-comparison.md). */
const DISTRACTORS = 128;

/** Share of a batch's questions that also meet another question with the same answer; without them fewer are answered (the same page). Chosen by hand. */
const WITH_SIBLING = 0.5;

/** A gradient this small moves nothing that int8 could hold, and most are. Chosen by hand. */
const NEGLIGIBLE = 5e-3;

export interface Encoded {
  readonly ids: Ids;
  readonly vector: Float32Array;
  /** Length before it was scaled to 1. */
  readonly length: number;
}

/** The vector of a text: the sum of its rows, scaled to unit length. */
export function encode(table: Float32Array, dimensions: number, ids: Ids): Encoded {
  const vector = new Float32Array(dimensions);
  for (const id of ids) {
    const start = id * dimensions;
    for (let at = 0; at < dimensions; at++) vector[at]! += table[start + at]!;
  }
  const length = Math.max(Math.sqrt(dot(vector, vector)), 1e-9);
  for (let at = 0; at < dimensions; at++) vector[at]! /= length;
  return { ids, vector, length };
}

function trainBatch(
  table: Float32Array,
  squares: Float32Array,
  batch: readonly Example[],
  passages: readonly Target[],
  rate: number,
  { dimensions, temperature, random, distractors }: TrainingOptions,
): number {
  const questions = batch.map((example) => encode(table, dimensions, example.question()));
  const encodeTarget = ({ ids, places }: Target) => ({ encoded: encode(table, dimensions, ids), places });
  const targets = passages.map(encodeTarget);
  for (const example of batch) {
    if (example.siblings.length === 0 || random() >= WITH_SIBLING) continue;
    targets.push(encodeTarget(pick(example.siblings, random)));
  }
  for (let count = 0; count < DISTRACTORS && distractors.length > 0; count++) {
    targets.push(encodeTarget({ ids: pick(distractors, random), places: [] }));
  }
  const questionGradients = questions.map(() => new Float32Array(dimensions));
  const targetGradients = targets.map(() => new Float32Array(dimensions));
  const shares = new Float64Array(targets.length);
  let loss = 0;
  for (const [row, question] of questions.entries()) {
    const right = targets.map(({ places }) => agree(places, batch[row]!.places));
    for (let column = 0; column < targets.length; column++) {
      shares[column] = Math.exp((dot(question.vector, targets[column]!.encoded.vector) - 1) / temperature);
    }
    const sum = shares.reduce((a, b) => a + b, 0);
    const rightSum = shares.reduce((a, b, column) => (right[column] ? a + b : a), 0);
    loss -= Math.log(rightSum / sum);
    const ownGradient = questionGradients[row]!;
    for (let column = 0; column < targets.length; column++) {
      const share = shares[column]!;
      const gradient = (share / sum - (right[column] ? share / rightSum : 0)) / temperature;
      if (Math.abs(gradient) < NEGLIGIBLE) continue;
      addScaled(ownGradient, targets[column]!.encoded.vector, gradient);
      addScaled(targetGradients[column]!, question.vector, gradient);
    }
  }
  for (const [index, question] of questions.entries()) step(table, squares, question, questionGradients[index]!, rate);
  for (const [index, { encoded }] of targets.entries()) step(table, squares, encoded, targetGradients[index]!, rate);
  return loss / batch.length;
}

function agree(some: readonly Place[], others: readonly Place[]): boolean {
  for (const a of some) {
    for (const b of others) {
      if (a.article === b.article && (a.section === null || b.section === null || a.section === b.section)) return true;
    }
  }
  return false;
}

/** Moves the rows of one text against the gradient of its unit vector. */
function step(
  table: Float32Array,
  squares: Float32Array,
  { ids, vector, length }: Encoded,
  gradient: Float32Array,
  rate: number,
): void {
  const dimensions = vector.length;
  const along = dot(gradient, vector);
  let square = 0;
  for (let at = 0; at < dimensions; at++) {
    gradient[at] = (gradient[at]! - along * vector[at]!) / length;
    square += gradient[at]! * gradient[at]!;
  }
  square /= dimensions;
  for (const id of ids) {
    squares[id]! += square;
    const size = rate / Math.sqrt(squares[id]!);
    const start = id * dimensions;
    for (let at = 0; at < dimensions; at++) table[start + at]! -= size * gradient[at]!;
  }
}

function addScaled(sum: Float32Array, vector: Float32Array, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += factor * vector[at]!;
}
