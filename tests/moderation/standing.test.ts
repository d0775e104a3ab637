import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '#src/moderation/decision.js';
import { standingAfter } from '#src/moderation/standing.js';
import { decisions } from './arbitrary-decisions.js';

const at = '2026-11-22T12:00:00.000Z';
const hang = { article: 'hanging', heading: 'Stepping off the bar' };
const walk = { article: 'walking', heading: 'Stepping off the bar' };

test('where nobody has decided anything, nothing is withheld and nothing paused', () => {
  const standing = standingAfter([]);
  expect(standing.paused).toBe(false);
  expect(standing.quarantined).toEqual([]);
  expect(standing.withholds(hang)).toBe(false);
});

test('a section is withheld until it is released, and others of the same heading are not', () => {
  const quarantine: Decision = { kind: 'quarantine', at, by: '1', ...hang, reason: 'wrong way round' };
  const standing = standingAfter([quarantine]);
  expect(standing.withholds(hang)).toBe(true);
  expect(standing.withholds(walk)).toBe(false);
  expect(standing.quarantined).toEqual([{ ...hang, at, by: '1', reason: 'wrong way round' }]);
  expect(standingAfter([quarantine, { kind: 'release', at, by: '1', ...walk }]).withholds(hang)).toBe(true);
  expect(standingAfter([quarantine, { kind: 'release', at, by: '1', ...hang }]).withholds(hang)).toBe(false);
});

test('the last word on a section and on the pause decides, whatever was decided between', () => {
  fc.assert(
    fc.property(decisions, (list) => {
      const standing = standingAfter(list);
      const lastOf = (is: (decision: Decision) => boolean) => list.filter(is).at(-1);
      expect(standing.paused).toBe(lastOf(({ kind }) => kind === 'pause' || kind === 'resume')?.kind === 'pause');
      const about = list.filter((one) => one.kind === 'quarantine' || one.kind === 'release');
      for (const { article, heading } of about) {
        const last = about.filter((one) => one.article === article && one.heading === heading).at(-1)!;
        expect(standing.withholds({ article, heading })).toBe(last.kind === 'quarantine');
        const told = standing.quarantined.filter((one) => one.article === article && one.heading === heading);
        const { at, by } = last;
        expect(told).toEqual(last.kind === 'quarantine' ? [{ article, heading, reason: last.reason, at, by }] : []);
      }
    }),
  );
});
