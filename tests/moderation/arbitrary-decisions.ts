import fc from 'fast-check';
import type { Decision } from '#src/moderation/decision.js';

// Few names, so that decisions meet; and texts that a file of lines could stumble over.
const article = fc.constantFrom('dose', 'bar', 'a › b');
const heading = fc.constantFrom('', 'How long', 'Wie lange? 🙂', 'a\nb', 'null');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a\n{"kind":"pause"}\r\nb\u2028c'));
const generation = fc.stringMatching(/^[0-9a-f]{12}$/);
const count = fc.nat(100);

const what = fc.oneof(
  fc.record({ kind: fc.constant('quarantine' as const), article, heading, reason: text }),
  fc.record({ kind: fc.constant('release' as const), article, heading }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }),
  fc.record({ kind: fc.constant('discard' as const), generation }),
  fc.record({ kind: fc.constant('rollback' as const), generation, before: generation }),
  fc.record({ kind: fc.constant('refresh-failed' as const), message: text }),
  fc.record({
    kind: fc.constant('publish' as const),
    what: fc.constantFrom('refresh' as const, 'add' as const, 'remove' as const),
    generation,
    before: fc.option(generation, { nil: null }),
    article: fc.option(article, { nil: null }),
    passages: fc.record({ added: count, changed: count, removed: count }),
  }),
);

const made = fc.record({
  // In any order: clocks may be wrong.
  at: fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  by: fc.constantFrom('123456789012345678', 'shell'),
});

export const decision: fc.Arbitrary<Decision> = fc.tuple(made, what).map(([when, rest]) => ({ ...when, ...rest }));

export const decisions = fc.array(decision, { maxLength: 30 });
