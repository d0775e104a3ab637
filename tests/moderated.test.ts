import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { REMARKS } from '#src/answer/answer.js';
import type { NamedSection } from '#src/corpus/article.js';
import { moderated, withhold } from '#src/moderated.js';
import { standingAfter } from '#src/moderation/standing.js';
import { searchFor } from '#src/retrieval/retrieve.js';
import { readRules } from '#src/safety/rules.js';
import { HEADING, QUESTION } from './fixtures/ask-index.js';
import { buildSearcher, copyCorpus, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForFile, folderForTest } from './fixtures/folders.js';

const made = { at: '2026-11-22T12:00:00.000Z', by: 'shell' };
const withheld = (...sections: readonly NamedSection[]) =>
  standingAfter(sections.map((section) => ({ ...made, kind: 'quarantine', ...section, reason: 'wrong' })));
const STEPPING = { article: 'bar-hang', heading: HEADING };
const EMERGENCY = 'after hanging I cannot pee and I am numb between my legs';
const SOON = 'my foot has been dragging since yesterday after the inversion table, what should I do?';

const embedder = await loadBundled();
const searcher = await buildSearcher(folderForFile(), embedder);
const librarian: Librarian = { rules: readRules(), searcher, paused: false, emergencyNumber: null };
const ask = (question: string, librarian: Librarian) => answerQuestion(question, librarian, { id: '1' });

describe('a withheld section', () => {
  test('is neither quoted nor found, however plainly it is asked for, and nothing tells of it', async () => {
    expect((await ask(QUESTION, librarian)).quotes[0]).toMatchObject(STEPPING);
    const answer = await ask(QUESTION, moderated(librarian, withheld(STEPPING)));
    expect(answer.quotes.map(({ heading }) => heading)).not.toContain(HEADING);
    expect(answer.remarks).toEqual([]);
    expect(answer.generation).toBe(searcher.generation.manifest.generation);
    const { ranked } = await searchFor(QUESTION, withhold(searcher, withheld(STEPPING)));
    expect(ranked.length).toBeGreaterThan(0);
    expect(ranked.filter(({ passage }) => passage.headings.includes(HEADING))).toEqual([]);
  });

  test('stays withheld when its text is edited, and is quoted again when it is released', async () => {
    const folder = await folderForTest();
    const corpusDir = await copyCorpus(folder);
    await replaceIn(path.join(corpusDir, 'methods', 'bar-hang.md'), 'bar', 'steel bar');
    const edited = { ...librarian, searcher: await buildSearcher(folder, embedder, corpusDir) };
    const answer = await ask(QUESTION, moderated(edited, withheld(STEPPING)));
    expect(answer.quotes.map(({ heading }) => heading)).not.toContain(HEADING);
    const released = standingAfter([
      { ...made, kind: 'quarantine', ...STEPPING, reason: 'wrong' },
      { ...made, kind: 'release', ...STEPPING },
    ]);
    expect((await ask(QUESTION, moderated(edited, released))).quotes[0]).toMatchObject(STEPPING);
  });

  test('takes its article along when nothing else stands in it, also out of the nearest topics', async () => {
    const { passages, articles } = searcher.generation;
    const all = passages.map((passage) => ({ article: passage.article, heading: passage.headings.at(-1)! }));
    const others = all.filter(({ article }) => article !== 'walking');
    const answer = await ask('hanging from a bar or an inversion table?', moderated(librarian, withheld(...others)));
    const titles = [...answer.suggestions, ...answer.quotes.map(({ title }) => title)];
    expect(titles.filter((title) => title !== articles.get('walking')!.title)).toEqual([]);
    expect(await ask(QUESTION, moderated(librarian, withheld(...all)))).toMatchObject({
      kind: 'no-answer',
      suggestions: [],
      remarks: [],
    });
  });

  test('costs an answer nothing: the view is made once for a generation and its decisions', () => {
    const standing = withheld(STEPPING);
    expect(withhold(searcher, standing)).toBe(withhold(searcher, standing));
    expect(withhold(searcher, standingAfter([]))).toBe(searcher);
  });
});

describe('a paused bot', () => {
  const paused = standingAfter([{ ...made, kind: 'pause' }]);

  test('says that it is paused and nothing else', async () => {
    const silent = moderated(librarian, paused);
    expect(await ask(QUESTION, silent)).toMatchObject({
      kind: 'no-answer',
      notice: null,
      quotes: [],
      suggestions: [],
      remarks: [REMARKS.paused],
    });
  });

  test('gives safety notices as always', async () => {
    const silent = moderated(librarian, paused);
    expect(await ask(EMERGENCY, silent)).toMatchObject({ kind: 'seek-care', notice: { level: 'emergency' } });
    const answer = await ask(SOON, silent);
    expect(answer).toMatchObject({ kind: 'no-answer', remarks: [REMARKS.paused] });
    expect(answer.notice).not.toBeNull();
  });
});
