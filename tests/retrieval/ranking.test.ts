import { describe, expect, test } from 'vitest';
import { headingOf } from '#src/corpus/article.js';
import type { Calibration } from '#src/retrieval/calibration.js';
import { rank } from '#src/retrieval/rank.js';
import { buildSearcher, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const embedder = await loadBundled();
const { generation, correct, understand, calibrations } = await buildSearcher(folderForFile(), embedder);

/** The first headings for a question, as many as are expected. */
async function headings(question: string, calibration: Calibration, count: number): Promise<string[]> {
  const asked = correct(question);
  const ranked = rank(generation, understand(asked), await embedder.embed(asked, 'question'), calibration);
  return ranked.slice(0, count).map(({ passage }) => headingOf(passage));
}

describe.each([
  ['words and meaning', calibrations.models[embedder.fingerprint] ?? calibrations.lexical],
  ['words alone', calibrations.lexical],
])('by %s', (_, calibration) => {
  test.each<[string, string[]]>([
    [
      'why does my lower back hurt when I hang from a bar',
      [
        'Lower back pain during the hang', // says why the back hurts in a hang; the other two of this article only hang
      ],
    ],
    [
      'sharp pain when I arch my back',
      [
        'Why arching hurts', // arching is its subject, and an article's question says so
        'How a sore facet joint feels', // the same article, about pain without arching
        'Lower back pain during the hang', // pain in the back, but no arch
      ],
    ],
    [
      'dizzy coming up from the inversion table',
      [
        'Dizzy on the way up', // dizziness, on the way up, from this table
        'Eye pressure upside down', // this table, and nothing of dizziness
      ],
    ],
    [
      'glaucoma upside down',
      [
        'Eye pressure upside down', // names the illness
        'Dizzy on the way up', // is about being upside down, not about eyes
      ],
    ],
    [
      'one sided ache close to the spine, facet joint?',
      [
        'How a sore facet joint feels', // one side, close to the middle line
        'Why arching hurts', // facet joints, but not where they ache
      ],
    ],
    [
      'jump off the bar stab',
      [
        'Stepping off the bar', // the jump, the bar and the stab are all in it
      ],
    ],
    [
      'should I stay in bed or walk after a flare',
      [
        'Short walks beat long rest', // the only text on walking or bed
      ],
    ],
    [
      'dizy comming up from the invertion tabel',
      [
        'Dizzy on the way up', // the words are misspelt, not another question
        'Eye pressure upside down',
      ],
    ],
    [
      'bat machine makes me dizzy',
      [
        'Dizzy on the way up', // "bat machine" is what the glossary gives for an inversion table
        'Eye pressure upside down', // the table again, without dizziness
      ],
    ],
  ])('%s', async (question, expected) => {
    expect(await headings(question, calibration, expected.length)).toEqual(expected);
  });
});

test('of a section that was cut in two the half that fits is taken', async () => {
  const texts = async (question: string) => {
    const vector = await embedder.embed(question, 'question');
    const ranked = rank(generation, understand(question), vector, calibrations.lexical);
    return ranked
      .filter(({ passage }) => headingOf(passage) === 'Tired hands and sore shoulders')
      .map(({ passage }) => passage.text);
  };
  expect(await texts('blisters and sore palms')).toEqual([expect.stringContaining('blisters')]);
  expect(await texts('chalk or straps for a better grip')).toEqual([expect.stringContaining('Chalk')]);
});

test('passages with equal evidence stay in the order of the corpus', async () => {
  const { ranker } = calibrations.lexical;
  const nothing = Object.fromEntries(Object.keys(ranker).map((key) => [key, 0])) as typeof ranker;
  const vector = await embedder.embed('hang', 'question');
  const ranked = rank(generation, understand('hang'), vector, { ...calibrations.lexical, ranker: nothing });
  const rows = ranked.map(({ place }) => place);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  expect(ranked).toHaveLength(8); // nine passages, two of them in one section
});
