import { describe, expect, test } from 'vitest';
import { findTopic, searchTopics, topicsOf } from '#src/discord/topics.js';
import { openLibrary } from './running-bot.js';

const library = openLibrary();
const all = () => topicsOf(library().searcher!.generation).all;
const labels = (typed: string, limit = 25) => searchTopics(typed, all(), limit).map(({ label }) => label);

describe('topics', () => {
  test('are found by the beginnings of their words, in any order', () => {
    expect(labels('bar hang')).toContain('Hanging from a bar');
    expect(labels('HÁNG')).toContain('Hanging from a bar');
    expect(labels('bar zebra')).toEqual([]);
  });

  test('that begin with what was typed come first', () => {
    const [first] = labels('hanging');
    expect(first).toMatch(/^Hanging/);
  });

  test('are cut to what Discord shows', () => {
    expect(labels('', 5)).toHaveLength(5);
  });

  test('lead to a passage that is there', () => {
    const { passages } = library().searcher!.generation;
    const ids = new Set(passages.map(({ id }) => id));
    expect(all().filter(({ passage }) => !ids.has(passage))).toEqual([]);
  });

  test('typed without a word mean nothing', () => {
    expect(findTopic('🙂 ?', all())).toBeUndefined();
    expect(findTopic('hanging', all())).toBeDefined();
  });
});
