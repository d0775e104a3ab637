import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level } from '#src/safety/level.js';
import { readRules } from '#src/safety/rules.js';
import { settle as settleDoubtful, type Decision } from '#src/safety/settle.js';
import { triage } from '#src/safety/triage.js';
import type { Wording } from '#src/safety/wording.js';

const { rules } = readRules();
const NOTHING: Decision = { level: null, flags: [], rules: [] };
const ruled = (level: Level): Decision => ({ level, flags: ['stroke'], rules: ['D12'] });
const worded = (known: Partial<Wording>): Wording => ({
  words: 30,
  alarm: 0,
  emergency: -9,
  crisis: -9,
  likelyRules: () => ['D1', 'D23'],
  ...known,
});
const settle = (decision: Decision, wording: Wording | null, all: typeof rules) =>
  settleDoubtful(decision, wording, all, null);
const severity = (level: Level | null) => (level === null ? 0 : LEVELS.length - LEVELS.indexOf(level));

describe('a message that no rule understood', () => {
  test('is an alarm when it is worded like one, under the rule that such messages fall under', () => {
    expect(settle(NOTHING, worded({ alarm: 2 }), rules)).toEqual({
      level: 'urgent',
      flags: ['cauda-equina'],
      rules: ['D1'],
    });
    expect(settle(NOTHING, worded({ alarm: 2, emergency: 1 }), rules).level).toBe('emergency');
  });

  test('has to be worded more plainly like one where that is doubtful', () => {
    expect(settleDoubtful(NOTHING, worded({ alarm: 0.5 }), rules, 'imagined')).toEqual(NOTHING);
    expect(settleDoubtful(NOTHING, worded({ alarm: 1.5 }), rules, 'imagined').level).toBe('urgent');
  });

  test('is a crisis when it is worded like one, whatever rule is likeliest', () => {
    expect(settle(NOTHING, worded({ alarm: -3, crisis: 1 }), rules)).toMatchObject({ level: 'crisis', rules: ['D23'] });
  });

  test('is a crisis when such messages fall under that rule and it may be worded like one', () => {
    const likelyRules = () => ['D23', 'D6'];
    const settled = (crisis: number) => settle(NOTHING, worded({ alarm: 2, emergency: 1, crisis, likelyRules }), rules);
    expect(settled(-1)).toEqual({ level: 'crisis', flags: ['self-harm'], rules: ['D23'] });
    expect(settled(-4)).toMatchObject({ level: 'emergency', rules: ['D6'] });
  });

  test('stays as it is when the wording is quiet, too short, or could not be judged', () => {
    expect(settle(NOTHING, worded({ alarm: -2 }), rules)).toEqual(NOTHING);
    expect(settle(NOTHING, worded({ alarm: 1, words: 2 }), rules)).toEqual(NOTHING);
    expect(settle(NOTHING, null, rules)).toEqual(NOTHING);
  });

  test('becomes an alarm in two words when they are plain', () => {
    expect(settle(NOTHING, worded({ alarm: 3, words: 2 }), rules).level).not.toBeNull();
  });
});

describe("a rule's alarm", () => {
  test('keeps its flags when the wording makes it more urgent', () => {
    expect(settle(ruled('urgent'), worded({ alarm: 3, emergency: 3 }), rules)).toEqual({
      ...ruled('urgent'),
      level: 'emergency',
    });
  });

  test('is set down to "soon" where the wording speaks against it, and dropped where that is all but certain', () => {
    expect(settle(ruled('urgent'), worded({ alarm: -1.9 }), rules).level).toBe('soon');
    expect(settle(ruled('emergency'), worded({ alarm: -6 }), rules).level).toBeNull();
  });

  test('is not set down where the wording may be that of an emergency', () => {
    expect(settle(ruled('emergency'), worded({ alarm: -1.9, emergency: -1.1 }), rules)).toEqual(ruled('emergency'));
  });

  test('is set down the less the fewer its words and then no further than to "soon", and a crisis never', () => {
    const settled = (alarm: number, words: number) => settle(ruled('emergency'), worded({ alarm, words }), rules).level;
    expect(settled(-3, 5)).toBe('emergency');
    expect(settled(-4, 12)).toBe('soon');
    expect(settled(-9, 5)).toBe('soon');
    expect(settle(ruled('crisis'), worded({ alarm: -6 }), rules).level).toBe('crisis');
  });
});

test('more alarm in the wording never lowers a level', () => {
  const odds = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(null, ...LEVELS), odds, odds, odds, (level, one, other, emergency) => {
      const decision = level === null ? NOTHING : ruled(level);
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const levels = [less, more].map((alarm) => settle(decision, worded({ alarm, emergency }), rules).level);
      expect(severity(levels[1]!)).toBeGreaterThanOrEqual(severity(levels[0]!));
    }),
  );
});

test.each([
  'hi all',
  'thanks mate',
  'how long should i hang from the bar',
  'bak hurts wen i let go of bar y',
  '60 seconds on that bar murdered me haha',
  'can i hang with a herniated disc',
])('"%s" raises no alarm', (message) => {
  expect(triage(message, readRules()).level).toBeNull();
});
