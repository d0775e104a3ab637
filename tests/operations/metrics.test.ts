import { expect, test } from 'vitest';
import { createMetrics, type Indexed } from '#src/operations/metrics.js';

/** The lines of our own measurements that are not comments. */
const ownLines = (text: string) => text.split('\n').filter((line) => line.startsWith('backchat_'));

test('questions are counted by where they came in and what became of them, abstentions beside it', async () => {
  const { bot, text } = createMetrics(() => null);
  bot.question('ask', 'quotes');
  bot.question('ask', 'quotes');
  bot.question('mention', 'no-answer');
  const lines = ownLines(await text());
  expect(lines).toContain('backchat_questions_total{surface="ask",outcome="quotes"} 2');
  expect(lines).toContain('backchat_questions_total{surface="mention",outcome="no-answer"} 1');
  expect(lines).toContain('backchat_abstentions_total{surface="mention"} 1');
});

test('what else happens is counted', async () => {
  const { bot, text } = createMetrics(() => null);
  bot.notice('emergency');
  bot.acknowledgementMissed();
  bot.failure('10062');
  bot.rateLimited();
  bot.gateway('resumed');
  expect(ownLines(await text())).toEqual(
    expect.arrayContaining([
      'backchat_notices_total{level="emergency"} 1',
      'backchat_acknowledgements_missed_total 1',
      'backchat_failures_total{kind="10062"} 1',
      'backchat_rate_limited_total 1',
      'backchat_gateway_events_total{event="resumed"} 1',
    ]),
  );
});

test('latency is measured in seconds, with a bound at the three that Discord gives', async () => {
  const { bot, text } = createMetrics(() => null);
  bot.latency('acknowledged', 'ask', 2.2);
  bot.latency('acknowledged', 'ask', 3400);
  const lines = ownLines(await text());
  const bucket = (le: string) => `backchat_latency_seconds_bucket{le="${le}",stage="acknowledged",surface="ask"}`;
  expect(lines).toContain(`${bucket('0.001')} 0`);
  expect(lines).toContain(`${bucket('0.0025')} 1`);
  expect(lines).toContain(`${bucket('3')} 1`);
  expect(lines).toContain(`${bucket('5')} 2`);
});

test('the generation that is searched is named, and only that one', async () => {
  let indexed: Indexed | null = null;
  const { text } = createMetrics(() => indexed);
  const lines = async () => ownLines(await text()).filter((line) => line.startsWith('backchat_index'));
  expect(await lines()).toEqual(['backchat_index_passages{generation="none"} 0']);
  indexed = { generation: '4f9045a5acb7', counts: { passages: 7 } };
  expect(await lines()).toEqual(['backchat_index_passages{generation="4f9045a5acb7"} 7']);
  indexed = { generation: 'aaaaaaaaaaaa', counts: { passages: 8 } };
  expect(await lines()).toEqual(['backchat_index_passages{generation="aaaaaaaaaaaa"} 8']);
});

test('memory and event loop are measured, and two sets of measurements do not meet', async () => {
  const [one, other] = [createMetrics(() => null), createMetrics(() => null)];
  one.bot.rateLimited();
  expect(await one.text()).toMatch(/^process_resident_memory_bytes \d{8,}$/m);
  expect(await one.text()).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(ownLines(await other.text())).toContain('backchat_rate_limited_total 0');
});
