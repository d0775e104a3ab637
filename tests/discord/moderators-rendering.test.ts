import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '#src/discord/action.js';
import { MAX_CONTENT, type MessageBody } from '#src/discord/message.js';
import { renderGaps } from '#src/discord/render-gaps.js';
import { renderHistory } from '#src/discord/render-history.js';
import { renderFailedRefresh, renderOverdue, renderReport } from '#src/discord/render-notices.js';
import { renderReview } from '#src/discord/render-review.js';
import { renderStatus } from '#src/discord/render-status.js';
import type { Decision } from '#src/moderation/decision.js';
import type { Generation } from '#src/search-index/generation.js';
import type { Review } from '#src/moderation/review.js';
import { standingAfter } from '#src/moderation/standing.js';

const AT = '2026-11-22T12:00:00.000Z';
const BY = '123456789012345678';
const GENERATION = '0123456789ab';

const REVIEW: Review = {
  generation: GENERATION,
  base: 'ba9876543210',
  change: null,
  articles: { added: ['Hanging'], changed: ['Walking'], removed: [] },
  passages: { added: 2, changed: 1, removed: 0 },
  examples: [
    {
      kind: 'changed',
      title: 'Walking',
      heading: 'How far',
      before: 'Begin with five minutes on flat ground and turn round before pain climbs.',
      after: 'Begin with five minutes on flat ground and turn round early.',
    },
  ],
  warnings: ['corpus/walking.md:7: the check was due on 2026-11-01.'],
  golden: [
    { ask: 'how far may I walk', before: 'Walking › How far', after: 'Hanging › Why', lost: true },
    { ask: 'why does it hurt', before: null, after: 'Hanging › Why', lost: false },
  ],
  goldenProblem: null,
  undoesRollback: false,
};

const decisions = (...made: readonly object[]) => made.map((one) => ({ at: AT, by: BY, ...one })) as Decision[];

describe('a review', () => {
  test('says what would change, lost golden questions first, and offers to decide', () => {
    const { content, components } = renderReview(REVIEW);
    expect(content).toMatchInlineSnapshot(`
      "**Review of generation \`0123456789ab\`** (live now: \`ba9876543210\`)
      Passages: 2 added, 1 changed, 0 removed

      **Articles**
      - added: Hanging
      - changed: Walking

      **Golden questions whose first quote changes: 2** (⚠️ 1 lost)
      - ⚠️ lost: “how far may I walk”: Walking › How far → Hanging › Why
      - “why does it hurt”: nothing → Hanging › Why

      **Warnings: 1**
      - corpus/walking.md:7: the check was due on 2026-11-01.

      **Examples**
      - changed: Walking › How far
        - before: …ground and turn round before pain climbs.
        - after: …ground and turn round early.

      Nothing changes until you publish."
    `);
    expect(labelsOf(components)).toEqual(['Publish', 'Discard']);
  });

  test('offers to preview the text that is proposed, where there is one', () => {
    const change = { article: 'walking', file: 'walking.md' };
    expect(
      labelsOf(renderReview({ ...REVIEW, change: { kind: 'replace', text: '', ...change } }).components),
    ).toContain('Preview');
    expect(labelsOf(renderReview({ ...REVIEW, change: { kind: 'remove', ...change } }).components)).not.toContain(
      'Preview',
    );
  });

  test('warns of what was rolled back, and of golden questions that could not be asked', () => {
    const { content } = renderReview({ ...REVIEW, undoesRollback: true, goldenProblem: 'line 3 is broken' });
    expect(content).toContain('would bring back the text that was rolled back last');
    expect(content).toContain('The golden questions could not be asked: line 3 is broken');
  });
});

describe('the history', () => {
  const all = decisions(
    {
      kind: 'publish',
      what: 'add',
      article: 'walking',
      generation: GENERATION,
      before: null,
      passages: { added: 1, changed: 2, removed: 3 },
    },
    { kind: 'quarantine', article: 'walking', heading: 'How far', reason: 'wrong' },
    { kind: 'pause', by: 'shell' },
  );

  test('names who decided what and when, the newest first', () => {
    expect(renderHistory(all, 0).content).toMatchInlineSnapshot(`
      "**History**, page 1 of 1

      - <t:1795348800:f> shell paused the answers
      - <t:1795348800:f> <@123456789012345678> put walking › How far into quarantine: wrong
      - <t:1795348800:f> <@123456789012345678> published \`0123456789ab\` (add walking; +1 ~2 −3 passages)"
    `);
  });

  test('goes on over pages, each of which Discord takes', () => {
    const long = Array.from({ length: 100 }, () => all[1]!);
    const first = renderHistory(long, 0);
    const last = renderHistory(long, 9999);
    expect(labelsOf(first.components)).toEqual(['Newer', 'Older']);
    expect(last.content).toMatch(/page (\d+) of \1/);
    expect(first.content.length).toBeLessThanOrEqual(MAX_CONTENT);
  });

  test('of nothing says so', () => {
    expect(renderHistory([], 0).content).toBe('Nothing has been decided yet.');
  });
});

test('the status names what is searched, withheld, overdue and waiting', () => {
  const standing = standingAfter(
    decisions({ kind: 'pause' }, { kind: 'quarantine', article: 'walking', heading: 'How far', reason: 'wrong' }),
  );
  const live = {
    generation: GENERATION,
    published: AT,
    articles: 4,
    passages: 9,
    model: 'bundled',
    overdue: [{ article: 'hanging', title: 'Hanging', nextCheck: '2026-01-01' }],
  };
  const last = decisions({ kind: 'rollback', generation: GENERATION, before: 'ba9876543210' });
  const { content, components } = renderStatus({ live, standing, last }, [{ review: REVIEW, at: AT }]);
  expect(content).toMatchInlineSnapshot(`
    "**The corpus**
    - Generation \`0123456789ab\`, published <t:1795348800:R>
    - 4 articles, 9 passages
    - Embedding model: bundled
    - Questions are ⚠️ **not answered: paused**

    **In quarantine: 1**
    - walking › How far: wrong

    **Waiting for a decision: 1**
    - \`0123456789ab\` (refresh), <t:1795348800:R>

    **Checks overdue: 1**
    - Hanging (2026-01-01)

    **Last refreshes**
    - <t:1795348800:f> <@123456789012345678> rolled back from \`ba9876543210\` to \`0123456789ab\`"
  `);
  expect(labelsOf(components)).toEqual([`Review ${GENERATION}`]);
  expect(renderStatus({ live: null, standing, last: [] }, []).content).toContain('Nothing can be searched');
});

/** Words of any kind, and those that would do harm if they were not escaped. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678>',
    '**'.repeat(500),
    '```\n# EMERGENCY',
    '> quote\n- list\n-# small',
    '[here](https://example.org) https://discord.gg/x',
    '\u202e\u2066@everyone',
    '\\'.repeat(400),
  ),
);
const hostiles = fc.array(hostile, { maxLength: 40 });
const number = fc.nat(1_000_000);
const passages = fc.record({ added: number, changed: number, removed: number });
const review: fc.Arbitrary<Review> = fc.record({
  generation: fc.constant(GENERATION),
  base: fc.constantFrom(null, GENERATION),
  change: fc.option(fc.record({ kind: fc.constant('add' as const), article: hostile, file: hostile, text: hostile }), {
    nil: null,
  }),
  articles: fc.record({ added: hostiles, changed: hostiles, removed: hostiles }),
  passages,
  examples: fc.array(
    fc.record({
      kind: fc.constantFrom('added' as const, 'changed' as const, 'removed' as const),
      title: hostile,
      heading: hostile,
      before: fc.option(hostile, { nil: null }),
      after: fc.option(hostile, { nil: null }),
    }),
    { maxLength: 12 },
  ),
  warnings: hostiles,
  golden: fc.array(
    fc.record({
      ask: hostile,
      before: fc.option(hostile, { nil: null }),
      after: fc.option(hostile, { nil: null }),
      lost: fc.boolean(),
    }),
    { maxLength: 40 },
  ),
  goldenProblem: fc.option(hostile, { nil: null }),
  undoesRollback: fc.boolean(),
});
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({
    at: fc.constant(AT),
    by: fc.constant(BY),
    kind: fc.constant('quarantine' as const),
    article: hostile,
    heading: hostile,
    reason: hostile,
  }),
  fc.record({ at: fc.constant(AT), by: hostile, kind: fc.constant('refresh-failed' as const), message: hostile }),
  fc.record({
    at: hostile,
    by: hostile,
    kind: fc.constant('publish' as const),
    what: fc.constant('add' as const),
    article: hostile,
    generation: hostile,
    before: fc.constant(null),
    passages,
  }),
);

/** A generation whose articles, sections and passages have these names. */
function generationOf(names: readonly string[]): Parameters<typeof renderGaps>[1] {
  const articles = names.map((id) => [id, { title: id, passages: [{ id, article: id, headings: [id] }] }] as const);
  return { articles: new Map(articles) } as unknown as Generation;
}

function labelsOf(components: MessageBody['components']): string[] {
  return components.flatMap(({ components: parts }) => parts.map((part) => ('label' in part && part.label) || ''));
}

/** Nobody is called but whoever decided, and everything fits. */
function expectHarmless({ content, components, allowed_mentions: mentions }: MessageBody): void {
  expect(content.length).toBeLessThanOrEqual(MAX_CONTENT);
  expect(content).not.toBe('');
  expect(content.replaceAll(`<@${BY}>`, '')).not.toMatch(/@everyone|@here|<@[!&]?\d|(?<!\\)<[#:]/);
  expect(content).not.toMatch(/(?<!\\)(?:\\\\)*`{3}/);
  expect(mentions).toEqual({ parse: [] });
  expect(components.every(({ components: parts }) => parts.length <= 5)).toBe(true);
}

test('whatever stands in the articles, messages for moderators fit, call nobody and keep their form', () => {
  fc.assert(
    fc.property(review, fc.array(decision, { maxLength: 60 }), hostile, hostiles, (one, made, text, texts) => {
      expectHarmless(renderReview(one));
      for (const page of [0, 1, 99]) expectHarmless(renderHistory(made, page));
      const overdue = texts.map((title) => ({ article: title, title, nextCheck: '2026-01-01' }));
      const live = { generation: GENERATION, published: AT, articles: 1, passages: 1, model: text, overdue };
      expectHarmless(
        renderStatus(
          { live, standing: standingAfter(made), last: made.slice(0, 5) },
          Array.from({ length: 6 }, () => ({ review: one, at: AT })),
        ),
      );
      expectHarmless(renderFailedRefresh(text));
      expectHarmless(renderReport({ passage: '0123456789', title: text, heading: text }, 'It is out of date'));
      expectHarmless(renderOverdue([...overdue, { title: text, nextCheck: '2026-01-01' }]));
      expectHarmless(
        renderGaps(
          {
            unanswered: 9,
            topics: texts.map((article) => ({ article, count: 9 })),
            words: texts.map((word) => ({ word, count: 9 })),
            votes: texts.map((passage) => ({ passage, helpful: 1, notHelpful: 9 })),
            reports: texts.map((passage) => ({ passage, reason: 'harmful' as const, count: 1 })),
          },
          generationOf(texts),
        ),
      );
    }),
    { numRuns: 60 },
  );
});

describe('what members did not find', () => {
  const counts = (names: readonly string[]) => ({
    unanswered: 20,
    topics: names.map((article) => ({ article, count: 9 })),
    words: [],
    votes: names.map((passage) => ({ passage, helpful: 1, notHelpful: 8 })),
    reports: names.map((passage) => ({ passage, reason: 'harmful' as const, count: 1 })),
  });

  test('is told of what can be quoted now, and nothing is said of texts that are gone', () => {
    const { content } = renderGaps(counts(['here', 'gone']), generationOf(['here']));
    expect(content.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- 9: here',
      '- 8 of 9: here › here',
      '- 1: here › here (It could harm somebody)',
    ]);
    expect(content).not.toContain('gone');
  });

  test('is a number alone while nothing can be searched', () => {
    expect(renderGaps(counts(['here']), null).content).not.toContain('here');
  });
});

test('the id of every button of a moderator fits', () => {
  expect(encode({ kind: 'preview', generation: GENERATION, page: 9999 }).length).toBeLessThanOrEqual(100);
});
