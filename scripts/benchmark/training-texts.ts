import { readLines } from '../training/training-set.js';

/** The texts of the training questions: what members ask, tens of thousands of times. */
export async function trainingTexts(): Promise<string[]> {
  return (await readLines<{ text: string }>('training/questions.jsonl')).map(({ text }) => text);
}
