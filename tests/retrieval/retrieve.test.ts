import { describe, expect, test } from 'vitest';
import { headingOf } from '#src/corpus/article.js';
import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';
import { coverageOf, retrieve } from '#src/retrieval/retrieve.js';
import { article, corpusFolder, section, WALKING } from '../fixtures/corpus-folder.js';
import { buildSearcher, countEmbeddings, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';

const embedder = await loadBundled();
const searcher = await buildSearcher(folderForFile(), embedder);

describe('what is not about the corpus', () => {
  test.each([
    'what is the capital of France',
    'best pizza place in town',
    'my wifi router keeps dropping the connection',
    'can someone help me with my maths homework',
    'how do I cook rice',
    'lol nice one',
    'who won the match last night',
    'which graphics card should I buy',
  ])('"%s" is not answered', async (question) => {
    const { found, confidence } = await retrieve(question, searcher);
    expect(found).toEqual([]);
    expect(confidence).toBeLessThan(0.25);
  });

  test('gets no topics suggested either', async () => {
    expect((await retrieve('which graphics card should I buy', searcher)).suggestions).toEqual([]);
  });

  test.each(['', '   ', '🙃🙃', '?!', '\u200b\u202e', '\u0000', '<@123>', 'what is it with you'])(
    '%j has nothing to search for, and no text is embedded',
    async (message) => {
      const { counted, texts } = countEmbeddings(embedder);
      const retrieval = await retrieve(message, { ...searcher, embedder: counted });
      expect(retrieval).toEqual({ found: [], confidence: 0, suggestions: [], lexicalOnly: false });
      expect(texts).toEqual([]);
    },
  );
});

describe('what is found', () => {
  test('is sure and on top for a question that an article asks in these words', async () => {
    const { found, confidence, suggestions } = await retrieve(
      'dizzy when I come back up on the inversion table',
      searcher,
    );
    expect(headingOf(found[0]!.passage)).toBe('Dizzy on the way up');
    expect(confidence).toBeGreaterThan(0.9);
    expect(suggestions).toEqual([]);
  });

  test('is sure for what an article asks in these words, whatever it is about', async () => {
    const fields = ['questions:', '  - which graphics card should I buy?'];
    const corpusDir = await corpusFolder({ 'odd.md': article({ fields, body: section('On odd things', WALKING) }) });
    const own = await buildSearcher(await folderForTest(), embedder, corpusDir);
    const { found } = await retrieve('Which graphics card should i buy', own);
    expect(found.map(({ passage }) => headingOf(passage))).toEqual(['On odd things']);
    expect((await retrieve('Which graphics card should i sell', own)).found).toEqual([]);
  });

  test('is surer the more of the question is answered', async () => {
    const sure = await retrieve('shoulder that slipped out of its socket before', searcher);
    const less = await retrieve('shoulder that my uncle photographed in Portugal', searcher);
    expect(sure.confidence).toBeGreaterThan(less.confidence);
  });

  test('are at most three passages, best first, each of another section', async () => {
    for (const question of [
      'hang',
      'hanging from a bar, lower back, shoulders and hands',
      'facet joint or inversion or walking',
    ]) {
      const { found } = await retrieve(question, searcher);
      expect(found.length).toBeGreaterThan(1);
      expect(found.length).toBeLessThanOrEqual(MAX_QUOTES);
      const sections = found.map(({ passage }) => `${passage.article} ${headingOf(passage)}`);
      expect(new Set(sections).size).toBe(found.length);
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  test('is one passage alone where the others are far behind', async () => {
    const { found } = await retrieve('glaucoma upside down', searcher);
    expect(found.map(({ passage }) => headingOf(passage))).toEqual(['Eye pressure upside down']);
  });

  test('is the same with mentions, links and invisible characters in the message', async () => {
    const plain = await retrieve('facet joint pain when arching', searcher);
    const dressed = await retrieve(
      '<@42> fa\u200bcet joint\u202e pain\n\nwhen arching https://example.org/x',
      searcher,
    );
    expect(dressed).toEqual(plain);
  });

  test('is the only passage of a corpus that has no other, if it answers', async () => {
    const fields = ['questions:', '  - should I stay in bed or walk'];
    const corpusDir = await corpusFolder({ 'walking.md': article({ fields, body: section('Short walks', WALKING) }) });
    const single = await buildSearcher(await folderForTest(), embedder, corpusDir);
    const { found } = await retrieve('short walks or a day in bed for a sore back', single);
    expect(found.map(({ passage }) => passage.text)).toEqual([WALKING]);
    expect((await retrieve('which graphics card should I buy', single)).found).toEqual([]);
  });
});

test('what is nearly answered gets the nearest topics instead of quotes', async () => {
  const strict = { ...searcher.calibrations.lexical, threshold: 1 };
  const calibrations = { lexical: strict, models: { [embedder.fingerprint]: strict } };
  const { found, suggestions } = await retrieve('facet joint pain', { ...searcher, calibrations });
  expect(found).toEqual([]);
  expect(suggestions).toHaveLength(3);
  expect(suggestions[0]).toBe('Facet joints');
});

test('a model that was never measured leaves the choice to words, and says so', async () => {
  const { lexical } = searcher.calibrations;
  const unmeasured = await retrieve('glaucoma upside down', { ...searcher, calibrations: { lexical, models: {} } });
  expect(unmeasured.lexicalOnly).toBe(true);
  expect(headingOf(unmeasured.found[0]!.passage)).toBe('Eye pressure upside down');
  expect((await retrieve('glaucoma upside down', searcher)).lexicalOnly).toBe(false);
});

test('coverage is the share of what was said that the corpus knows', () => {
  const { generation, understand } = searcher;
  const coverage = (question: string) => coverageOf(generation, understand(question));
  expect(coverage('glaucoma')).toBe(1);
  expect(coverage('zxqv')).toBe(0);
  expect(coverage('glaucoma zxqv')).toBeCloseTo(0.5, 2); // a word that is nowhere weighs as much as one that is somewhere once
  expect(coverage('bat machine')).toBe(0); // what the glossary adds was not said
  expect(coverage('')).toBe(0);
});

describe('a follow-up', () => {
  const before = 'I get dizzy when I come back up on the inversion table';

  test('is searched for with what the message before it said', async () => {
    const alone = await retrieve('and how long does that last?', searcher);
    const after = await retrieve('and how long does that last?', searcher, before);
    expect(headingOf(after.found[0]!.passage)).toBe('Dizzy on the way up');
    expect(after.confidence).toBeGreaterThan(alone.confidence);
  });

  test('that changes the subject is answered on its own subject', async () => {
    const { found } = await retrieve('how do I get off the bar without a jolt?', searcher, before);
    expect(headingOf(found[0]!.passage)).toBe('Stepping off the bar');
  });
});

test('of several questions each brings its own quote', async () => {
  const questions = [
    'dizzy when I come back up on the inversion table?',
    'my shoulder slipped out of its socket once, can I hang from a bar?',
  ];
  const firsts = await Promise.all(questions.map(async (question) => (await retrieve(question, searcher)).found[0]!));
  const { found } = await retrieve(questions.join(' '), searcher);
  expect(found.map(({ passage }) => passage.id)).toEqual(
    expect.arrayContaining(firsts.map(({ passage }) => passage.id)),
  );
});
