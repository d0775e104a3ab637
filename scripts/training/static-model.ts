import { gaussian, pick, shuffle } from '../statistics/random.js';
import type { QuantizedTable } from './onnx-file.js';

/** A text as the ids of its subwords. */
export type Ids = readonly number[];

/** A question with what it should be near to. */
export interface Example {
  /** The question, mistyped or not: drawn anew each time. */
  readonly question: () => Ids;
  /** Questions with the same answer. */
  readonly siblings: readonly Ids[];
  /** Passages of its section, or of its whole article where the section is not known. */
  readonly passages: readonly Ids[];
  readonly article: string;
  /** Heading of the section that answers, or null where it is not known which one does. */
  readonly section: string | null;
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
 * Trains a table of one vector a subword; a text's vector is the sum of its subwords' vectors, scaled to unit length. Contrastive learning with
 * in-batch negatives (InfoNCE: van den Oord, Li and Vinyals, "Representation learning with contrastive predictive coding", 2018) and Adagrad
 * (Duchi, Hazan and Singer, JMLR 12, 2011) with one step size a row. `weights` are the rows' starting lengths (inverse document frequency).
 */
export function trainTable(
  examples: readonly Example[],
  weights: Float32Array,
  options: TrainingOptions,
): Float32Array {
  const { vocabularySize, dimensions, epochs, batchSize, random, learningRate } = options;
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
      loss += trainBatch(table, squares, order.slice(at, at + batchSize), rate, options);
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

/** Messages about other things that each batch meets. */
const DISTRACTORS = 64;

/** A gradient this small moves nothing that int8 could hold. */
const NEGLIGIBLE = 1e-4;

interface Encoded {
  readonly ids: Ids;
  readonly vector: Float32Array;
  /** Length before it was scaled to 1. */
  readonly length: number;
}

function encode(table: Float32Array, dimensions: number, ids: Ids): Encoded {
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
  rate: number,
  { dimensions, temperature, random, distractors }: TrainingOptions,
): number {
  const questions = batch.map((example) => encode(table, dimensions, example.question()));
  const answers = batch.map((example, index) => {
    if (example.siblings.length > 0 && random() < 0.5) return encode(table, dimensions, pick(example.siblings, random));
    const passages = example.passages.map((ids) => encode(table, dimensions, ids));
    return passages.length === 1 ? passages[0]! : nearest(questions[index]!, passages);
  });
  const others =
    distractors.length === 0
      ? []
      : Array.from({ length: DISTRACTORS }, () => encode(table, dimensions, pick(distractors, random)));
  const targets = [...answers, ...others];
  const questionGradients = questions.map(() => new Float32Array(dimensions));
  const targetGradients = targets.map(() => new Float32Array(dimensions));
  let loss = 0;
  for (const [row, question] of questions.entries()) {
    const logits = targets.map((target, column) =>
      column !== row && column < batch.length && mayAgree(batch[column]!, batch[row]!)
        ? -Infinity
        : dot(question.vector, target.vector) / temperature,
    );
    const largest = Math.max(...logits);
    const exponentials = logits.map((logit) => Math.exp(logit - largest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    loss -= Math.log(exponentials[row]! / sum);
    const ownGradient = questionGradients[row]!;
    for (const [column, target] of targets.entries()) {
      const gradient = (exponentials[column]! / sum - (column === row ? 1 : 0)) / temperature;
      if (Math.abs(gradient) < NEGLIGIBLE) continue;
      addScaled(ownGradient, target.vector, gradient);
      addScaled(targetGradients[column]!, question.vector, gradient);
    }
  }
  for (const [index, question] of questions.entries()) step(table, squares, question, questionGradients[index]!, rate);
  for (const [index, target] of targets.entries()) step(table, squares, target, targetGradients[index]!, rate);
  return loss / batch.length;
}

/** Whether two examples could have the same answer: then neither may push the other away. */
function mayAgree(a: Example, b: Example): boolean {
  return a.article === b.article && (a.section === null || b.section === null || a.section === b.section);
}

function nearest(question: Encoded, passages: readonly Encoded[]): Encoded {
  return passages.reduce((best, passage) =>
    dot(question.vector, passage.vector) > dot(question.vector, best.vector) ? passage : best,
  );
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

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
