import { expect, test } from 'vitest';
import { compareSystems, type Ranking, type System } from '../../scripts/evaluate/comparison.js';
import { loadPeer } from '../../scripts/peers/load-peer.js';
import { question } from './questions.js';

const QUESTIONS = Array.from({ length: 25 }, () => question({ right: 2, near: 1 }));
const OFF_TOPIC = Array.from({ length: 4 }, () => question());

/** A system that gives the nth in-scope question, and the nth off-topic message, what is written here for it. */
function system(name: string, rank: (place: number, inScope: boolean) => Ranking): System {
  return {
    name,
    rank: (asked) => {
      const list = asked.grades.size > 0 ? QUESTIONS : OFF_TOPIC;
      return Promise.resolve(rank(list.indexOf(asked), asked.grades.size > 0));
    },
  };
}

const compare = (...systems: System[]) => compareSystems(systems, [...QUESTIONS, ...OFF_TOPIC]);

test('each system is held against the first one, question by question', async () => {
  const good = system('good', () => ({ sections: ['right'], confidence: 1 }));
  const worse = system('worse', (place) => ({ sections: place < 5 ? ['near'] : ['near', 'right'], confidence: 1 }));
  const [first, second] = await compare(good, worse);
  expect(first).toMatchObject({ name: 'good', hit1: { mean: 1 }, difference: { mean: 0, low: 0, high: 0 } });
  expect(second).toMatchObject({ hit1: { mean: 0 }, hit3: { mean: 0.8 } });
  expect(second!.difference.mean).toBeCloseTo(-0.2, 12);
  expect(second!.difference.high).toBeLessThan(0);
});

test('silence is counted below the threshold that gives up no more than 4% of the questions, on any scale', async () => {
  // One question of 25 may go: that with the least confidence. The next one has 101.
  const scored = system('scored', (place, inScope) => ({
    sections: ['right'],
    confidence: inScope ? 100 + place : [50, 100.5, 101, 200][place]!,
  }));
  expect((await compare(scored))[0]!.silence).toMatchObject({ hits: 2, of: 4 });
});

test('a system that finds nothing for an off-topic message is silent on it', async () => {
  const exact = system('exact', (_, inScope) =>
    inScope ? { sections: ['right'], confidence: 1 } : { sections: [], confidence: -Infinity },
  );
  expect((await compare(exact))[0]!.silence).toMatchObject({ hits: 4, of: 4 });
});

test('a library that is not installed is named, with the command that installs it', async () => {
  await expect(loadPeer('no-such-search-library')).rejects.toThrow(
    /no-such-search-library is not installed.*npm ci --prefix scripts\/peers/,
  );
});
