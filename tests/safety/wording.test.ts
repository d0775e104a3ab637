import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { readWording } from '#src/safety/wording.js';
import { piecesOf } from '#src/wording/pieces.js';

const { wording } = readRules();
const NOTHING = { level: null, features: [] };
const read = (message: string) => readWording(piecesOf(message), NOTHING, wording);

test('which rules a message is worded like stays the same when other messages were read before it was asked', () => {
  const numb = () => read('numb between my legs since the inversion table')!;
  const asked = numb().likelyRules();
  const first = numb();
  read('hit my head when the bar came down, neck hurts');
  expect(first.likelyRules()).toEqual(asked);
  expect(asked).toHaveLength(wording.rules.heads.length);
});

test('a message without words has no wording', () => {
  expect(read('?!')).toBeNull();
});
