import { expect, test } from 'vitest';
import { ablations } from '../../scripts/evaluate/ablations.js';
import { sectionKey } from '../../scripts/evaluate/questions.js';
import { rankQuestions, rememberVectors } from '../../scripts/evaluate/rank-questions.js';
import { buildSearcher, countEmbeddings, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';
import { question } from './questions.js';

const embedder = await loadBundled();
const searcher = await buildSearcher(folderForFile(), embedder);
const STEPPING_OFF = sectionKey('bar-hang', 'Stepping off the bar');
const SHOULDERS = sectionKey('bar-hang', 'Tired hands and sore shoulders');
const EYES = sectionKey('inversion-table', 'Eye pressure upside down');

const development = [
  question({ [STEPPING_OFF]: 2 }, { text: 'getting down from the bar without a jolt' }),
  question({ [SHOULDERS]: 2 }, { text: 'shoulder clicks and hurts while hanging' }),
  question({ [EYES]: 2 }, { text: 'glaucoma upside down' }),
  question({}, { text: 'which graphics card should I buy' }),
];
const systems = await ablations(searcher, development);
const rankWith = (name: string, text: string) => systems.find((one) => one.name === name)!.rank(question({}, { text }));

test('the whole search comes first, and each part is taken out once', () => {
  expect(systems.map(({ name }) => name)).toEqual([
    'Backchat',
    'words only',
    'vectors only',
    'without questions',
    'without spelling repair',
    'without glossary',
    'without scope',
  ]);
});

test('every section is ranked once', async () => {
  for (const system of systems) {
    const { sections } = await system.rank(development[0]!);
    expect(new Set(sections).size).toBe(sections.length);
    expect(sections.length).toBeGreaterThan(0);
  }
});

test('words alone find nothing where no word is known; vectors still do', async () => {
  expect((await rankWith('words only', 'zzzz')).confidence).toBeLessThan(0.1);
  expect((await rankWith('vectors only', 'glaukoom')).sections[0]).toBe(EYES);
});

test('only the variant without spelling repair takes a slip for another word', async () => {
  const confidenceOf = async (name: string, text: string) => (await rankWith(name, text)).confidence;
  // Vectors differ for a mistyped word in any variant, words only where it is not put right.
  const { generation } = searcher;
  expect(generation.passageTexts.lexical.has('glaucoma')).toBe(true);
  expect(await confidenceOf('words only', 'glaucomma upside down')).toBe(
    await confidenceOf('words only', 'glaucoma upside down'),
  );
  expect(await confidenceOf('without spelling repair', 'glaucomma upside down')).not.toBe(
    await confidenceOf('Backchat', 'glaucomma upside down'),
  );
});

test('without questions nothing is compared with a question', async () => {
  const asked = question({}, { text: 'why does my lower back hurt when I hang from a bar' });
  const [whole] = await rankQuestions([asked], searcher);
  expect(whole!.ranked.some(({ evidence }) => evidence.questionMatch > 0.9)).toBe(true);
  expect((await rankWith('without questions', asked.text)).confidence).not.toBe(
    (await rankWith('Backchat', asked.text)).confidence,
  );
});

test('an embedder with a memory embeds each text once for each role', async () => {
  const { counted, texts } = countEmbeddings(embedder);
  const remembering = rememberVectors(counted);
  const first = await remembering.embed('back pain', 'question');
  expect(await remembering.embed('back pain', 'question')).toBe(first);
  await remembering.embed('back pain', 'passage');
  expect(texts).toEqual(['back pain', 'back pain']);
});
