import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecision, readDecisions } from '#src/moderation/decision-lines.js';
import { decision, decisions } from './arbitrary-decisions.js';

const fileOf = (list: readonly Parameters<typeof formatDecision>[0][]) => list.map(formatDecision).join('');

describe('the file of decisions', () => {
  test('gives back what was written', () => {
    fc.assert(
      fc.property(decisions, (list) => {
        expect(readDecisions(fileOf(list))).toEqual({ decisions: list, damaged: [] });
      }),
    );
  });

  test('loses no more than the last line when its writer dies, and what comes next is whole', () => {
    fc.assert(
      fc.property(decisions, decision, decision, fc.nat(), (list, torn, next, cut) => {
        const before = Buffer.from(fileOf(list));
        const line = Buffer.from(formatDecision(torn));
        // All but one byte at most: a line that lacks nothing is a decision.
        const left = Buffer.concat([before, line.subarray(0, cut % line.length)]);
        expect(readDecisions(left.toString())).toEqual({ decisions: list, damaged: [] });
        const after = readDecisions(left.toString() + formatDecision(next));
        expect(after.decisions).toEqual([...list, next]);
        expect(after.damaged.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('keeps all other lines when one is damaged, and says which', () => {
    fc.assert(
      fc.property(decisions, decision, decisions, fc.nat(), (list, hit, rest, at) => {
        fc.pre(rest.length > 0);
        const line = formatDecision(hit);
        // Braces close the line and everything in it: without one it cannot be read.
        const damaged = line.slice(0, 1 + (at % (line.length - 1)));
        const found = readDecisions(fileOf(list) + damaged + fileOf(rest));
        expect(found.decisions).toEqual([...list, ...rest]);
        expect(found.damaged).toEqual(damaged === '\n' ? [] : [list.length + 2]);
      }),
    );
  });

  test.each([
    ['of another version', '{"at":"2026-11-22T12:00:00.000Z","by":"1","kind":"vote"}'],
    ['without who decided', '{"at":"2026-11-22T12:00:00.000Z","kind":"pause"}'],
    ['whose time is none', '{"at":"yesterday","by":"1","kind":"pause"}'],
    ['of zeros, as a power cut leaves them', '\0'.repeat(60)],
    ['that is no object', '[]'],
  ])('skips a line %s', (_, line) => {
    const pause = '{"at":"2026-11-22T12:00:00.000Z","by":"1","kind":"pause"}';
    const { decisions: read, damaged } = readDecisions(`${line}\n${pause}\n`);
    expect(read).toMatchObject([{ kind: 'pause' }]);
    expect(damaged).toEqual([1]);
  });

  test('may have been edited by hand: empty lines and Windows line ends mean nothing', () => {
    const pause = '{"at":"2026-11-22T12:00:00.000Z","by":"1","kind":"pause"}';
    expect(readDecisions(`\r\n${pause}\r\n\r\n${pause}\r\n`)).toMatchObject({
      decisions: [{ kind: 'pause' }, { kind: 'pause' }],
      damaged: [],
    });
  });
});
