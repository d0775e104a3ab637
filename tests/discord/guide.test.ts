import { expect, test } from 'vitest';
import { composeQuestion, isGuideStep, renderGuide } from '#src/discord/guide.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();

/** Every way through the guide, as the values of its menus. */
function everyWay(chosen: readonly string[] = []): (readonly string[])[] {
  if (!isGuideStep(chosen)) return [chosen];
  const [row] = renderGuide(chosen).components;
  const [menu] = row!.components as unknown as [{ options: { value: string }[] }];
  return menu.options.flatMap(({ value }) => everyWay([...chosen, value]));
}

test('every way through the guide makes a question, and only what a member chose raises an alarm', () => {
  const ways = everyWay();
  expect(ways.length).toBeGreaterThan(100);
  for (const way of ways) {
    const { text, told } = composeQuestion(way)!;
    const { level } = triage(told, rules);
    const feeling = way.at(-1);
    const expected = { saddle: 'emergency', weak: 'urgent' }[feeling!] ?? null;
    expect(level, text).toBe(expected);
  }
});

test.each([[['bar']], [['bar', 'nonsense', 'sharp']], [['bar', 'during', 'sharp', 'more']], [['nonsense']]])(
  'choices that lead nowhere make no question: %j',
  (chosen) => {
    expect(composeQuestion(chosen)).toBeNull();
    expect(isGuideStep(chosen)).toBe(chosen[0] === 'bar' && chosen.length === 1);
  },
);
