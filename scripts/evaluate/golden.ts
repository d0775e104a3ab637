import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { readGoldenQuestions } from '#src/corpus/golden-questions.js';
import { askGoldenQuestions, type GoldenResult } from '#src/retrieval/golden.js';
import type { Searcher } from '#src/retrieval/retrieve.js';

/** Asks the golden questions of a corpus. @throws {CorpusError} when their file is wrong or names what the searched generation does not have */
export async function runGolden(corpusDir: string, searcher: Searcher): Promise<GoldenResult[]> {
  const questions = readGoldenQuestions(corpusDir, [...searcher.generation.articles.values()]);
  return askGoldenQuestions(questions, searcher);
}

/** The shares that are met, then every question that is not. */
export function formatGolden(results: readonly GoldenResult[]): string {
  const share = (count: number) =>
    `${count} of ${results.length} (${((100 * count) / Math.max(1, results.length)).toFixed(1)}%)`;
  const within = (places: number) => results.filter(({ place }) => place !== null && place <= places).length;
  return [
    `Golden questions: hit@1 ${share(within(1))}, hit@3 ${share(within(3))}`,
    ...results
      .filter(({ place }) => place === null)
      .map(({ question }) => {
        const wanted = question.expect.map(({ article, section }) => `${article} › ${section}`).join(' | ');
        return `  ${question.knownMiss ? 'known miss' : 'LOST'}  ${question.ask}  (${wanted})`;
      }),
  ].join('\n');
}

/** Locks what is met and lists what is not as `known-miss`, in the file itself. */
export async function lockGolden(corpusDir: string, results: readonly GoldenResult[]): Promise<void> {
  const file = path.join(corpusDir, 'golden-questions.yaml');
  const document = parseDocument(await readFile(file, 'utf8'));
  if (!isSeq(document.contents)) return;
  for (const [index, item] of document.contents.items.entries()) {
    if (!isMap(item)) continue;
    if (results[index]?.place === null) document.setIn([index, 'known-miss'], true);
    else item.delete('known-miss');
  }
  await writeFile(file, document.toString({ lineWidth: 0 }));
}
