import { expect, test } from 'vitest';
import { formatMisses, formatSafetyMisses } from '../../scripts/evaluate/misses.js';
import { outcome, question } from './questions.js';

const asked = (id: string, rest = {}) => question({ 'dose\nHow long': 2, 'sleep\nPillows': 1 }, { id, ...rest });
const first = 'sleep\nPillows';

test('each miss stands once, under what went wrong with it, the surest first', () => {
  const misses = formatMisses([
    outcome({ question: asked('fine'), quoted: [2], ranked: [2] }),
    outcome({ question: asked('unsure'), quoted: [1, 0], ranked: [1, 0], confidence: 0.4, first }),
    outcome({ question: asked('sure'), quoted: [1, 0], ranked: [1, 0], confidence: 0.8, first }),
    outcome({ question: asked('second'), quoted: [1, 2], ranked: [1, 2], first }),
    outcome({ question: asked('silent'), ranked: [2], confidence: 0.2 }),
    outcome({ question: asked('silent and lost'), ranked: [0], confidence: 0.2 }),
    outcome({ question: question({}, { id: 'off topic' }), quoted: [0], ranked: [0], first }),
    outcome({ question: question({}, { id: 'rightly silent' }), ranked: [0] }),
  ]);
  expect(misses.filter((line) => /^##|^- \[ \]/.test(line)).map((line) => line.replace(/ \(short.*/, ''))).toEqual([
    '## Quoted on an off-topic message (1)',
    '- [ ] **off topic**',
    '## Silent, and the first passage would have answered (1)',
    '- [ ] **silent**',
    '## Silent, and the first passage would not have answered (1)',
    '- [ ] **silent and lost**',
    '## No quote answers (2)',
    '- [ ] **sure**',
    '- [ ] **unsure**',
    '## A quote answers, but not the first (1)',
    '- [ ] **second**',
  ]);
});

test('a miss says what was asked, after what, what was wanted and what came', () => {
  const followUp = asked('d7', { text: 'and\nafter   lunch?', previous: 'may I hang?', style: 'followup' });
  const miss = outcome({ question: followUp, quoted: [1], ranked: [1], confidence: 0.456, first });
  expect(formatMisses([miss]).join('\n')).toContain(
    [
      '- [ ] **d7** (followup, dose) and after lunch?',
      '  - after: may I hang?',
      '  - wanted: dose › How long',
      '  - first: sleep › Pillows (grade 1), confidence 0.46',
    ].join('\n'),
  );
});

test('a safety miss says what the label was and what triage answered', () => {
  const verdict = {
    message: { id: 'a1', text: 'gone\nnumb', level: 'emergency', rules: ['D1'], kind: 'slang' },
    triage: { level: null, flags: [], rules: [] },
  } as never;
  expect(formatSafetyMisses({ missed: [verdict], falseAlarms: [], needless: [] })).toContain(
    '- [ ] **a1** (slang) emergency D1, answered none: gone numb',
  );
});
