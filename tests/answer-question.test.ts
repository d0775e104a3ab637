import { describe, expect, test } from 'vitest';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { REMARKS } from '#src/answer/answer.js';
import { QuoteError } from '#src/answer/quote.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { readRules } from '#src/safety/rules.js';
import { buildSearcher, countEmbeddings, loadBundled } from './fixtures/fixture-index.js';
import { folderForFile } from './fixtures/folders.js';

const embedder = await loadBundled();
const searcher = await buildSearcher(folderForFile(), embedder);
const librarian: Librarian = { rules: readRules(), searcher, paused: false, emergencyNumber: null };
const withoutSearcher: Librarian = { ...librarian, searcher: null };

const EMERGENCY = 'after hanging I cannot pee and I am numb between my legs';
const ORDINARY = 'why does my lower back hurt when I hang from a bar?';
const OFF_TOPIC = 'which graphics card should I buy';
const ask = (question: string, who = librarian) => answerQuestion(question, who, { id: '1' });

describe('a question that the corpus answers', () => {
  test('gets quotes, its id back, and the names of the generation and rules that it was answered with', async () => {
    const answer = await answerQuestion(ORDINARY, librarian, { id: 'question-7' });
    expect(answer).toMatchObject({
      kind: 'quotes',
      id: 'question-7',
      question: ORDINARY,
      notice: null,
      suggestions: [],
      remarks: [],
      disclaimer: DISCLAIMER,
      generation: searcher.generation.manifest.generation,
      rules: librarian.rules.version,
    });
    expect(answer.confidence).toBeGreaterThan(0.5);
  });

  test('gets the same answer every time, but for the milliseconds', async () => {
    const [first, second] = [await ask(ORDINARY), await ask(ORDINARY)];
    expect({ ...second, ms: 0 }).toEqual({ ...first, ms: 0 });
  });
});

test('a passage that is not what its generation stores is not shown, and the failure is loud', async () => {
  const { generation } = searcher;
  const passages = generation.passages.map((passage) => ({ ...passage, text: `${passage.text} Take two pills.` }));
  const tampered = { ...librarian, searcher: { ...searcher, generation: { ...generation, passages } } };
  const failures: unknown[] = [];
  const answer = await ask(ORDINARY, { ...tampered, onFailure: (error) => failures.push(error) });
  expect(answer.quotes).toEqual([]);
  expect(answer.remarks).toContain(REMARKS['not-searched']);
  expect(failures).toEqual([expect.any(QuoteError)]);
});

describe('an emergency', () => {
  test('is answered with the notice alone, before anything is searched', async () => {
    const { counted, texts } = countEmbeddings(embedder);
    const answer = await ask(EMERGENCY, { ...librarian, searcher: { ...searcher, embedder: counted } });
    expect(answer).toMatchObject({
      kind: 'seek-care',
      quotes: [],
      suggestions: [],
      confidence: 0,
      disclaimer: DISCLAIMER,
    });
    expect(answer.notice).toMatchObject({ level: 'emergency' });
    expect(texts).toEqual([]);
  });

  test('names the number of the settings, or the one of the reader, or none', async () => {
    const textFor = async (emergencyNumber: string | null, locale?: string) =>
      (await answerQuestion(EMERGENCY, { ...librarian, emergencyNumber }, { id: '1', ...(locale && { locale }) }))
        .notice!.text;
    expect(await textFor('117', 'en-GB')).toContain('Emergency number: 117');
    expect(await textFor(null, 'en-GB')).toContain('Emergency number: 999');
    expect(await textFor(null)).not.toContain('Emergency number:');
  });
});

describe('a message that follows up another one', () => {
  const after = (previous: string, question = 'why does that happen?') =>
    answerQuestion(question, librarian, { id: '1', previous });

  test('is answered with what that one said', async () => {
    expect((await ask('why does that happen?')).kind).toBe('no-answer');
    expect((await after(ORDINARY)).kind).toBe('quotes');
  });

  test('gets the notice of an alarm there', async () => {
    expect(await after(EMERGENCY)).toMatchObject({ kind: 'seek-care', notice: (await ask(EMERGENCY)).notice });
  });

  test('gets the more urgent notice of the two, and what both add to it', async () => {
    const URGENT = 'my foot has been dragging since yesterday';
    expect((await after(EMERGENCY, URGENT)).notice).toMatchObject({ level: 'emergency' });
    expect((await after(URGENT, EMERGENCY)).notice).toMatchObject({ level: 'emergency' });
    const operated = 'I had a back operation two weeks ago and now I have a fever';
    const { flags, text } = (await after(operated, URGENT)).notice!;
    expect(flags).toEqual([...(await ask(operated)).notice!.flags, ...(await ask(URGENT)).notice!.flags]);
    expect(text).toContain('Call the team that operated on you.');
  });
});

test('a sign that is no emergency comes with the notice and with quotes', async () => {
  const answer = await ask(
    'my foot has been dragging since yesterday. why does my lower back hurt when I hang from a bar?',
  );
  expect(answer.notice).toMatchObject({ level: 'urgent' });
  expect(answer.kind).toBe('quotes');
});

test('the milliseconds of an answer are those of triage too', async () => {
  const started = performance.now();
  const { ms } = await ask('my back hurts when I hang '.repeat(770), withoutSearcher);
  expect(ms).toBeGreaterThan((performance.now() - started) / 2);
});

describe('when nothing can be searched', () => {
  test('an emergency gets the very same notice', async () => {
    const [broken, whole] = [await ask(EMERGENCY, withoutSearcher), await ask(EMERGENCY)];
    expect(broken).toEqual({ ...whole, generation: null, ms: broken.ms });
  });

  test('a question gets no quotes, the remark why, and the disclaimer', async () => {
    expect(await ask(ORDINARY, withoutSearcher)).toMatchObject({
      kind: 'no-answer',
      quotes: [],
      confidence: 0,
      generation: null,
      remarks: [REMARKS['not-searched']],
      disclaimer: DISCLAIMER,
    });
  });
});

test('a question off the topic gets no quotes, no notice and no suggestions', async () => {
  expect(await ask(OFF_TOPIC)).toMatchObject({
    kind: 'no-answer',
    quotes: [],
    notice: null,
    suggestions: [],
    remarks: [],
  });
});

test('a question in another language is told that the passages are in English', async () => {
  const { remarks } = await ask('mi espalda duele mucho cuando me cuelgo de la barra, ¿qué puedo hacer?');
  expect(remarks).toContain(REMARKS['english-only']);
});

test('a model that was never measured leads to the remark that words alone decided', async () => {
  const { lexical } = searcher.calibrations;
  const answer = await ask(ORDINARY, {
    ...librarian,
    searcher: { ...searcher, calibrations: { lexical, models: {} } },
  });
  expect(answer.remarks).toEqual([REMARKS['words-only']]);
});

test.each([
  ['empty', ''],
  ['20,000 characters long', 'my back hurts when I hang '.repeat(770)],
  ['only emoji', '🙃🦴🙃'],
  ['only whitespace', ' \t\n '],
  [
    'full of NUL, zero-width and direction-override characters',
    '\u0000\u200b\u202emy\u2066 b\u200back\u0000 hurts\u202c',
  ],
  ['half a surrogate pair', '\ud83d'],
])('a message that is %s is answered', async (_, message) => {
  const answer = await ask(message);
  expect(answer).toMatchObject({ question: message, disclaimer: DISCLAIMER });
  expect(answer.kind).not.toBe('seek-care');
});
