import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { checkCorpus, type CheckedCorpus } from '#src/corpus/read-corpus.js';
import { linesOf, TODAY } from '../fixtures/corpus-folder.js';

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));
let checked: CheckedCorpus;

beforeAll(async () => {
  checked = await checkCorpus(CORPUS, TODAY);
});

test('the corpus that comes with the project has no errors', () => {
  expect(linesOf(checked.problems, 'error')).toEqual([]);
});

test('every source of the bibliography is cited', () => {
  const warnings = linesOf(checked.problems, 'warning');
  expect(warnings.filter((warning) => warning.includes('no section cites'))).toEqual([]);
});

test('the corpus answers every claim of the brief', () => {
  const covered = new Set(checked.corpus!.articles.flatMap(({ covers }) => covers.map(({ id }) => id)));
  const claims = Array.from({ length: 25 }, (_, at) => `S${at + 1}`);
  expect(claims.filter((claim) => !covered.has(claim))).toEqual([]);
});

test('every passage of the corpus is a verbatim slice of its article, with an id of its own', () => {
  const { articles } = checked.corpus!;
  const ids = articles.flatMap(({ passages }) => passages.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { text, passages } of articles) {
    for (const passage of passages) expect(text.slice(passage.start, passage.end)).toBe(passage.text);
  }
});
