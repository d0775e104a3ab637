import { expect, test } from 'vitest';
import { headingOf } from '#src/corpus/article.js';
import { evidenceAt, gatherEvidence } from '#src/retrieval/evidence.js';
import { tokenise } from '#src/search-index/tokenise.js';
import { article, corpusFolder, HANGING, section, WALKING } from '../fixtures/corpus-folder.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';

const embedder = await loadBundled();
const { generation } = await buildInto(folderForFile(), embedder);

async function evidenceFor(question: string, from = generation) {
  const query = new Map(tokenise(question).map((term) => [term, 1]));
  const table = gatherEvidence(from, query, await embedder.embed(question, 'question'));
  return (heading: string) => {
    const row = table.passages.findIndex((passage) => headingOf(from.passages[passage]!) === heading);
    return evidenceAt(table, row);
  };
}

test('a passage that is asked for in its own words is most alike and matches whole', async () => {
  const { text } = generation.passages.find((passage) => headingOf(passage) === 'Short walks beat long rest')!;
  const of = await evidenceFor(text);
  const own = of('Short walks beat long rest');
  for (const heading of ['Why arching hurts', 'Dizzy on the way up', 'Stepping off the bar']) {
    expect(own.passageSimilarity).toBeGreaterThan(of(heading).passageSimilarity);
    expect(own.passageMatch).toBeGreaterThan(of(heading).passageMatch);
  }
});

test('an indexed question speaks for the section it leads to, and through the article for the others', async () => {
  const of = await evidenceFor('sharp pain when I arch my back');
  const [asked, beside] = [of('Why arching hurts'), of('How a sore facet joint feels')];
  expect(asked.questionSimilarity).toBeCloseTo(1, 4);
  expect(asked.questionMatch).toBeGreaterThan(beside.questionMatch);
  expect(beside.questionSimilarity).toBeLessThan(0.9);
  expect([asked.articleSimilarity, beside.articleSimilarity]).toEqual([
    asked.questionSimilarity,
    asked.questionSimilarity,
  ]);
});

test('a question without a section speaks for every passage of its article', async () => {
  const of = await evidenceFor('why does my lower back hurt when I hang from a bar');
  expect(of('Tired hands and sore shoulders').questionSimilarity).toBeCloseTo(1, 4);
  expect(of('Stepping off the bar').questionSimilarity).toBeCloseTo(1, 4);
});

test('the words of an article are those of its best passage', async () => {
  const of = await evidenceFor('glaucoma');
  expect(of('Dizzy on the way up').passageMatch).toBe(0);
  expect(of('Dizzy on the way up').articleMatch).toBe(of('Eye pressure upside down').passageMatch);
  expect(of('Why arching hurts').articleMatch).toBe(0);
});

test('unknown words match nothing, and weaken the match of the others', async () => {
  expect((await evidenceFor('wifi router'))('Why arching hurts').passageMatch).toBe(0);
  const match = async (question: string) => (await evidenceFor(question))('Eye pressure upside down').passageMatch;
  expect(await match('glaucoma router')).toBeLessThan(await match('glaucoma'));
});

test('a passage to which no question leads is like none and matches none', async () => {
  const fields = ['questions:', '  - ask: pain while hanging', '    section: Hanging'];
  const body = `${section('Hanging', HANGING)}\n${section('Walking', WALKING)}`;
  const corpusDir = await corpusFolder({ 'both.md': article({ fields, body }) });
  const { generation: both } = await buildInto(await folderForTest(), embedder, corpusDir);
  const of = await evidenceFor('pain while hanging', both);
  expect(of('Hanging').questionSimilarity).toBeCloseTo(1, 4);
  expect(of('Hanging').questionMatch).toBeGreaterThan(0);
  expect(of('Walking')).toMatchObject({ questionSimilarity: -1, questionMatch: 0 });
});
