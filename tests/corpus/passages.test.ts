import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Passage } from '#src/corpus/article.js';
import { MAX_PASSAGE_CHARACTERS } from '#src/corpus/chunking.js';
import { cutPassages } from '#src/corpus/passages.js';
import { parseSections } from '#src/corpus/sections.js';
import { sectionText } from '../fixtures/arbitrary-text.js';
import { article, section } from '../fixtures/corpus-folder.js';

function passagesOf(text: string, id = 'a'): Passage[] {
  const sections = parseSections({ file: `${id}.md`, text }, text.indexOf('\n---\n', 3) + 5, ({ message }) => {
    throw new Error(message);
  });
  return sections.flatMap((found) => cutPassages(id, text, found));
}

function passagesUnder(text: string): Passage[] {
  return passagesOf(article({ body: section('A heading', text) }));
}

const RUNS = { numRuns: 40 };

const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');

/** Sentences of 100 characters, numbered. */
const sentences = (count: number) =>
  Array.from({ length: count }, (_, at) => `Sentence ${at} says `.padEnd(98, 'so ').trim().padEnd(99, 'o') + '.');

describe('for any text', () => {
  test('a passage is a verbatim slice of its file', () => {
    fc.assert(
      fc.property(sectionText, ({ text }) => {
        const file = article({ body: section('A heading', text) });
        for (const passage of passagesOf(file)) expect(file.slice(passage.start, passage.end)).toBe(passage.text);
      }),
      RUNS,
    );
  });

  test('a passage is never longer than can be quoted', () => {
    fc.assert(
      fc.property(sectionText, ({ text }) => {
        for (const passage of passagesUnder(text))
          expect(passage.text.length).toBeLessThanOrEqual(MAX_PASSAGE_CHARACTERS);
      }),
      RUNS,
    );
  });

  test('passages hold the whole text in order, cut only between sentences and never between a list and what introduces it', () => {
    fc.assert(
      fc.property(sectionText, ({ text, units }) => {
        const rest = units.map(withoutSpace);
        for (const passage of passagesUnder(text)) {
          let whole = '';
          while (whole.length < withoutSpace(passage.text).length) whole += rest.shift()!;
          expect(withoutSpace(passage.text)).toBe(whole);
        }
        expect(rest).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a passage stands on the lines that it names, and begins and ends with a character that is seen', () => {
    fc.assert(
      fc.property(sectionText, ({ text }) => {
        const file = article({ body: section('A heading', text) });
        for (const { lines, start, end, text: quote } of passagesOf(file)) {
          expect(lines).toEqual([file.slice(0, start).split('\n').length, file.slice(0, end).split('\n').length]);
          expect(quote.trim()).toBe(quote);
        }
      }),
      RUNS,
    );
  });

  test('an id has ten characters that can be typed', () => {
    fc.assert(
      fc.property(sectionText, ({ text }) => {
        for (const { id } of passagesUnder(text)) expect(id).toMatch(/^[0-9a-v]{10}$/);
      }),
      RUNS,
    );
  });

  test('ids stay the same when other parts of the file change', () => {
    fc.assert(
      fc.property(sectionText, sectionText, sectionText, ({ text }, before, after) => {
        const body = [section('Before', before.text), section('A heading', text), section('After', after.text)].join(
          '\n',
        );
        const changed = passagesOf(article({ fields: ['covers: [S8]'], body }));
        const kept = changed.filter(({ headings }) => headings[0] === 'A heading');
        expect(kept.map(({ id }) => id)).toEqual(passagesUnder(text).map(({ id }) => id));
      }),
      RUNS,
    );
  });
});

test('another text has another id, and so has the same text in another article', () => {
  const texts = sentences(9).map((sentence) => section('A heading', sentence));
  const ids = ['a', 'b'].flatMap((id) => texts.map((body) => passagesOf(article({ body }), id)[0]!.id));
  expect(new Set(ids).size).toBe(18);
});

test('a text that can be quoted whole is one passage, to the last character', () => {
  const text = `${sentences(8).join(' ')} ${'o'.repeat(MAX_PASSAGE_CHARACTERS - 809)}.`;
  expect(text).toHaveLength(MAX_PASSAGE_CHARACTERS);
  expect(passagesUnder(text).map((passage) => passage.text)).toEqual([text]);
});

test('a text that does not fit into one passage is cut into two of about the same length, without a scrap at the end', () => {
  const lengths = passagesUnder(sentences(10).join(' ')).map(({ text }) => text.length);
  expect(lengths).toHaveLength(2);
  expect(Math.min(...lengths)).toBeGreaterThan(400);
});

test('paragraphs are joined while they fit, with the empty line between them', () => {
  const [first, second] = sentences(2);
  expect(passagesUnder(`${first}\n\n${second}`).map(({ text }) => text)).toEqual([`${first}\n\n${second}`]);
});

test('a list that does not fit goes into the next passage together with the line that introduces it', () => {
  const before = sentences(4).join(' ');
  const list = sentences(5)
    .map((sentence) => `- ${sentence}`)
    .join('\n');
  const intro = 'When it hurts, look at these:';
  expect(passagesUnder(`${before}\n\n${intro}\n\n${list}`).map(({ text }) => text)).toEqual([
    before,
    `${intro}\n\n${list}`,
  ]);
});

test('a sentence that is wrapped over lines is not cut at the end of a line', () => {
  const wrapped = sentences(20).map((sentence) => sentence.replace('says', 'says\n'));
  for (const { text } of passagesUnder(wrapped.join('\n'))) expect(text).toMatch(/^Sentence \d+ says.*o\.$/s);
});

test('a decimal point ends no sentence', () => {
  const [first] = sentences(1);
  const text = `${first} ${'The pull was 0.5 of the weight and '.repeat(20)}so on.`;
  expect(passagesUnder(`${text} ${first}`).every((passage) => !/^\d/.test(passage.text))).toBe(true);
});
