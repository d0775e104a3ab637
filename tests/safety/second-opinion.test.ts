import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEVELS } from '#src/safety/level.js';
import type { Level } from '#src/safety/level.js';
import { readRules } from '#src/safety/rules.js';
import { raise } from '#src/safety/second-opinion.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();
const severity = (level: Level | null) => (level === null ? 0 : LEVELS.length - LEVELS.indexOf(level));
const alike = (level: Level | null, similarity = 0.9) => ({ level, flag: level && 'cauda-equina', similarity });

test('never lowers a level, whatever the neighbours say', () => {
  const messages = [
    'how long to hang',
    'six weeks and no better',
    'fever and back pain',
    'cant pee',
    'i want to kill myself',
  ];
  const neighbour = fc.record({
    level: fc.constantFrom(null, ...LEVELS),
    flag: fc.constantFrom(null, 'cauda-equina', 'stroke'),
    similarity: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...messages), fc.array(neighbour, { maxLength: 12 }), (message, neighbours) => {
      const first = triage(message, rules);
      expect(severity(raise(first, neighbours).level)).toBeGreaterThanOrEqual(severity(first.level));
    }),
  );
});

test('three close neighbours that agree raise a level', () => {
  const raised = raise(triage('how long to hang', rules), [alike('emergency'), alike('emergency'), alike('emergency')]);
  expect(raised).toMatchObject({ level: 'emergency', flags: ['cauda-equina'] });
});

test.each([
  ['two are too few', [alike('emergency'), alike('emergency')]],
  ['distant ones do not count', [alike('emergency', 0.5), alike('emergency', 0.5), alike('emergency', 0.5)]],
  ['the nearest must agree', [alike(null, 0.99), alike('emergency'), alike('emergency'), alike('emergency')]],
  ['a crisis is left to the rules', [alike('crisis'), alike('crisis'), alike('crisis')]],
])('%s', (_, neighbours) => {
  expect(raise(triage('how long to hang', rules), neighbours).level).toBeNull();
});
