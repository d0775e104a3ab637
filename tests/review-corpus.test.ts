import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CorpusError } from '#src/corpus/problem.js';
import type { ReviewProgress } from '#src/search-index/build-progress.js';
import { HANGING_ARTICLE, moderatedCorpus, readFiles, upload } from './fixtures/moderated-corpus.js';

const WALKING_QUESTION = 'should I rest or walk the day after my back flared up';
const golden = (ask: string, article: string, section: string) =>
  `- ask: ${ask}\n  expect:\n    - article: ${article}\n      section: ${section}\n`;

describe('a review', () => {
  test('says which articles and passages would be added, changed and removed, with their texts', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.liveName();
    await corpus.edit('flat ground', 'even ground');
    await corpus.write('tightening.md', HANGING_ARTICLE);
    await rm(path.join(corpus.corpusDir, 'facet-joints.md'));
    const review = (await corpus.review())!;
    expect(review).toMatchObject({
      base: before,
      change: null,
      articles: { added: ['A title'], changed: ['Walking after a flare'] },
      passages: { added: 1, changed: 1 },
      goldenProblem: null,
      undoesRollback: false,
    });
    expect(review.articles.removed).toHaveLength(1);
    expect(review.examples.map(({ kind }) => kind)).toEqual(['added', 'changed', 'removed', 'removed']);
    expect(review.examples[1]).toMatchObject({
      title: 'Walking after a flare',
      heading: 'Short walks beat long rest',
      before: expect.stringContaining('flat ground') as string,
      after: expect.stringContaining('even ground') as string,
    });
    expect(await corpus.liveName()).toBe(before);
  });

  test('of a folder that holds what is live is nothing to do', async () => {
    const corpus = await moderatedCorpus();
    expect(await corpus.review()).toBeNull();
  });

  test('says what the checks of the corpus say, with file and line', async () => {
    const corpus = await moderatedCorpus();
    await corpus.edit('next-check: 2099-11-22', 'next-check: 2020-11-22');
    expect((await corpus.review())!.warnings).toContainEqual(
      expect.stringMatching(/^corpus\/walking\.md:8: the check was due on 2020-11-22\./),
    );
  });

  test('says when a section in quarantine has another name in the new text, where members would see it again', async () => {
    const corpus = await moderatedCorpus();
    await corpus.withhold('walking', 'Short walks beat long rest');
    await corpus.edit('flat ground', 'even ground');
    expect((await corpus.review())!.warnings.join()).not.toContain('quarantined section');
    await corpus.edit('## Short walks beat long rest', '## Why short walks beat long rest');
    expect((await corpus.review())!.warnings[0]).toMatch(
      /^quarantined section "walking › Short walks beat long rest" is not in the new text: release it/,
    );
    await corpus.edit('even ground', 'flat ground');
    expect((await corpus.review())!.warnings[0]).toContain(
      'Its text stands under "walking › Why short walks beat long rest" there and would be shown again.',
    );
  });

  test('says the same when its article has another name', async () => {
    const corpus = await moderatedCorpus();
    await corpus.withhold('walking', 'Short walks beat long rest');
    await rename(path.join(corpus.corpusDir, 'walking.md'), path.join(corpus.corpusDir, 'walks.md'));
    await rm(path.join(corpus.corpusDir, 'golden-questions.yaml'), { force: true });
    expect((await corpus.review())!.warnings[0]).toContain('"walks › Short walks beat long rest" there');
  });

  test('is refused with every mistake of the corpus, and what is live stays', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.liveName();
    await corpus.edit('Sources: GENERAL-KNOWLEDGE', 'Sources: NOBODY');
    await expect(corpus.review()).rejects.toThrow(CorpusError);
    expect(await corpus.liveName()).toBe(before);
  });

  test('names the golden questions whose first quote changes, and those that are lost', async () => {
    const corpus = await moderatedCorpus();
    const questions = [
      golden(WALKING_QUESTION, 'walking', 'Short walks beat long rest'),
      golden('glaucoma upside down', 'inversion-table', 'Eye pressure upside down'),
    ];
    await corpus.write('golden-questions.yaml', questions.join(''));
    await corpus.edit('## Short walks beat long rest', '## Short walks');
    const { golden: changes, goldenProblem } = (await corpus.review())!;
    expect(goldenProblem).toBeNull();
    expect(changes).toEqual([
      {
        ask: WALKING_QUESTION,
        before: 'Walking after a flare › Short walks beat long rest',
        after: 'Walking after a flare › Short walks',
        lost: true,
      },
    ]);
  });

  test('loses no golden question where nothing was published before', async () => {
    const corpus = await moderatedCorpus();
    await rm(corpus.indexDir, { recursive: true });
    await corpus.write(
      'golden-questions.yaml',
      golden('glaucoma upside down', 'walking', 'Short walks beat long rest') +
        golden(WALKING_QUESTION, 'walking', 'Short walks beat long rest'),
    );
    expect((await corpus.review())!.golden.map(({ ask, before, lost }) => ({ ask, before, lost }))).toEqual([
      { ask: 'glaucoma upside down', before: null, lost: false },
      { ask: WALKING_QUESTION, before: null, lost: false },
    ]);
  });

  test('goes on without golden questions where their file is broken, and says so', async () => {
    const corpus = await moderatedCorpus();
    await corpus.write('golden-questions.yaml', '- ask: [');
    await corpus.edit('flat ground', 'even ground');
    const review = (await corpus.review())!;
    expect(review.golden).toEqual([]);
    expect(review.goldenProblem).toMatch(/corpus\/golden-questions\.yaml:\d+: this is not valid YAML/);
    await corpus.publish(review.generation);
    expect(await corpus.liveName()).toBe(review.generation);
  });

  test('says that it would bring back what was rolled back, until something else is published', async () => {
    const corpus = await moderatedCorpus();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = await corpus.refresh();
    await corpus.rollBack(null);
    expect(await corpus.review()).toMatchObject({ generation, undoesRollback: true });
    await corpus.edit('even ground', 'soft ground');
    expect(await corpus.review()).toMatchObject({ undoesRollback: false });
  });

  test('keeps what waits and forgets what nobody waits for', async () => {
    const corpus = await moderatedCorpus();
    await corpus.edit('flat ground', 'even ground');
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    const old = (await corpus.review({ now: yesterday }))!;
    await corpus.edit('even ground', 'soft ground');
    const young = (await corpus.review())!;
    await expect(corpus.publish(old.generation)).rejects.toThrow('has waited too long. Review again.');
    expect(Object.keys(await readFiles(corpus.moderationDir))).toEqual([`proposals/${young.generation}.json`]);
    expect(Object.keys(await readFiles(corpus.indexDir)).filter((name) => name.startsWith(old.generation))).toEqual([]);
  });

  test('tells how far it is', async () => {
    const corpus = await moderatedCorpus();
    await corpus.write('golden-questions.yaml', golden(WALKING_QUESTION, 'walking', 'Short walks beat long rest'));
    await corpus.edit('flat ground', 'even ground');
    const told: ReviewProgress[] = [];
    await corpus.review({ onProgress: (progress) => told.push(progress) });
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual([
      'reading',
      'embedding',
      'lexical',
      'writing',
      'verifying',
      'comparing',
    ]);
  });
});

describe('a review of a change', () => {
  test('has the generation that the same change made by hand has, and leaves the folder alone', async () => {
    const [corpus, other] = [await moderatedCorpus(), await moderatedCorpus()];
    const before = await corpus.files();
    const proposed = (await corpus.propose({ kind: 'add', upload: upload('n-tightening.md') }))!;
    await other.write('n-tightening.md', HANGING_ARTICLE);
    expect(proposed.generation).toBe((await other.review())!.generation);
    expect(proposed).toMatchObject({ articles: { added: ['A title'] }, passages: { added: 1 } });
    expect(await corpus.files()).toEqual(before);
    const removed = (await corpus.propose({ kind: 'remove', article: 'inversion-table' }))!;
    expect(removed.articles.removed).toHaveLength(1);
    expect(removed.passages.removed).toBeGreaterThan(0);
    expect(await corpus.files()).toEqual(before);
  });

  test('shows every passage of its article', async () => {
    const corpus = await moderatedCorpus();
    const text = (await corpus.files())['walking.md']!.replace('flat ground', 'even ground');
    const review = (await corpus.propose({ kind: 'replace', article: 'walking', upload: upload('new.txt', text) }))!;
    expect(review.change).toEqual({
      kind: 'replace',
      article: 'walking',
      file: 'walking.md',
      text: `${text.trimEnd()}\n`,
    });
    expect(review.examples).toHaveLength(1);
  });

  test('that cannot be taken is refused before anything is built, with everything that is wrong with it', async () => {
    const corpus = await moderatedCorpus();
    const text = (await corpus.files())['walking.md']!.replace('flat ground', 'flat <b>ground</b>');
    const stages = new Set<string>();
    const wish = { kind: 'add', upload: upload('walks.md', text) } as const;
    const refused = corpus.propose(wish, ({ stage }) => stages.add(stage));
    await expect(refused).rejects.toThrow(/HTML is not shown[\s\S]*also in corpus\/walking\.md/);
    expect([...stages]).toEqual(['reading']);

    const named = HANGING_ARTICLE.replace('title: A title', 'title: Walking after a flare').replace(
      'an ache',
      'an @here ache',
    );
    const titled = corpus.propose({ kind: 'add', upload: upload('walks.md', named) }, ({ stage }) => stages.add(stage));
    await expect(titled).rejects.toThrow(/would call members[\s\S]*is that of "walking"/);
    expect([...stages]).toEqual(['reading']);
  });

  test('that changes nothing is nothing to do', async () => {
    const corpus = await moderatedCorpus();
    const text = (await corpus.files())['walking.md']!;
    expect(await corpus.propose({ kind: 'replace', article: 'walking', upload: upload('w.md', text) })).toBeNull();
  });
});
