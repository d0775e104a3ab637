import type { Embedder } from '#src/embedding/embedder.js';
import type { Split } from '../questions.js';
import { readEvaluationSide } from './evaluation-side.js';
import { COSINE, findNearDuplicates, RESEMBLANCE, type NearDuplicate } from './near-duplicates.js';
import type { PlacedText } from './placed-text.js';
import { readTrainingSide } from './training-side.js';

/** What stands on both sides of the border, as text to print. */
export interface BorderReport {
  readonly clean: boolean;
  readonly text: string;
}

/** Looks for training texts that are too much like evaluation messages. Of test messages only places are named, never words. */
export async function checkBorder(corpusDir: string, embedder: Embedder): Promise<BorderReport> {
  const training = await readTrainingSide(corpusDir);
  const sections: string[] = [];
  const offenders: NearDuplicate[] = [];
  for (const split of ['development', 'test'] as const) {
    const evaluation = await readEvaluationSide(split);
    const found = await findNearDuplicates(training, evaluation, embedder);
    sections.push(formatSplit(split, evaluation.length, found));
    offenders.push(...found);
  }
  const places = [...new Set(offenders.map(({ training: text }) => placeOf(text)))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return {
    clean: places.length === 0,
    text: [
      `${training.length} training texts; alike are texts that share ${RESEMBLANCE} of their runs of three words, or half of their words at a cosine of ${COSINE}.`,
      ...sections,
      ...(places.length === 0
        ? []
        : ['Remove or reword on the training side, never on the evaluation side:', ...places]),
    ].join('\n'),
  };
}

function formatSplit(split: Split, messages: number, found: readonly NearDuplicate[]): string {
  const pairs = found.map(({ training, evaluation, resemblance, cosine }) => {
    const how = cosine === null ? `words ${resemblance.toFixed(2)}` : `cosine ${cosine.toFixed(2)}`;
    const places = `  ${how}  ${placeOf(evaluation)} ~ ${placeOf(training)}`;
    return split === 'test' ? places : `${places}\n    ${oneLine(evaluation)}\n    ${oneLine(training)}`;
  });
  const texts = new Set(found.map(({ evaluation }) => evaluation)).size;
  return [`${split}: ${texts} of ${messages} messages have a near-duplicate in training.`, ...pairs].join('\n');
}

const placeOf = ({ file, line }: PlacedText) => `${file}:${line}`;
const oneLine = ({ text }: PlacedText) => text.replaceAll(/\s+/gu, ' ');
