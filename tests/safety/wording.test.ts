import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { readWording } from '#src/safety/wording.js';

const { wording } = readRules();
const NOTHING = { level: null, groups: [] };

test('which rules a message is worded like stays the same when other messages were read before it was asked', () => {
  const read = () => readWording('numb between my legs since the inversion table', NOTHING, wording)!;
  const asked = read().likelyRules();
  const first = read();
  readWording('hit my head when the bar came down, neck hurts', NOTHING, wording);
  expect(first.likelyRules()).toEqual(asked);
  expect(asked).toHaveLength(wording.rules.heads.length);
});

test('a message without words has no wording', () => {
  expect(readWording('?!', NOTHING, wording)).toBeNull();
});
