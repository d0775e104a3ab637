import { describe, expect, test } from 'vitest';
import { LEVELS } from '#src/safety/level.js';
import type { Level } from '#src/safety/level.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();
const atLeast = (found: Level | null, wanted: Level) =>
  found !== null && LEVELS.indexOf(found) <= LEVELS.indexOf(wanted);

describe.each(rules.rules)('$id $title', ({ id, urgency, fires, silent }) => {
  test.each(fires)('fires on "$text"', ({ text, level = urgency }) => {
    const { level: found, evidence } = triage(text, rules);
    expect(evidence.filter((one) => one.rule === id && one.level !== null)).not.toEqual([]);
    expect(atLeast(found, level)).toBe(true);
  });

  test.each(silent)('stays silent on "%s"', (text) => {
    const { level, evidence } = triage(text, rules);
    expect(evidence.filter((one) => one.rule === id && one.level !== null)).toEqual([]);
    expect([null, 'soon']).toContain(level);
  });
});

describe('the test phrases of the domain brief', () => {
  test.each(rules.file.phrases.fire)('"$text" fires $rule', ({ text, rule }) => {
    expect(triage(text, rules).rules).toContain(rule);
  });

  test.each(rules.file.phrases.silent)('"%s" is no emergency', (text) => {
    expect(triage(text, rules).level).not.toBe('emergency');
  });
});
