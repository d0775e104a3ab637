import { SnowflakeUtil } from 'discord.js';
import { expect, test } from 'vitest';
import { Answers } from '#src/discord/answers.js';

/** The id of a message that is written so many seconds from now. */
const idIn = (seconds: number) => SnowflakeUtil.generate({ timestamp: Date.now() + seconds * 1000 }).toString();
const place = { channel: '1', message: '2' };

test('a message from before the start may have an answer, a later one has none until it gets one', () => {
  const answers = new Answers(10);
  const later = idIn(1);
  expect([answers.get(idIn(-1)), answers.get(later)]).toEqual([undefined, 'none']);
  answers.set(later, place);
  expect(answers.get(later)).toBe(place);
});

test('of a message whose answer was forgotten, or was written before such a one, it is not said that it has none', () => {
  const answers = new Answers(2);
  const [unanswered, first, second, third, last] = [1, 2, 3, 4, 5].map(idIn);
  for (const id of [first!, second!, third!]) answers.set(id, place);
  expect(answers.get(first!)).toBeUndefined();
  expect(answers.get(unanswered!)).toBeUndefined();
  expect(answers.get(second!)).toBe(place);
  expect(answers.get(last!)).toBe('none');
});

test('an old message that is forgotten leaves what is known of newer ones', () => {
  const answers = new Answers(1);
  const [newer, newest] = [idIn(1), idIn(2)];
  answers.set(idIn(-60), 'withdrawn');
  answers.set(newest, place);
  expect([answers.get(newer), answers.get(newest)]).toEqual(['none', place]);
});
