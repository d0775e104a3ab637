import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BotMetrics } from '../discord/parts.js';

/** What is searched: the part of a manifest that is measured. */
export interface Indexed {
  readonly generation: string;
  readonly counts: { readonly passages: number };
}

export interface Metrics {
  readonly bot: BotMetrics;
  /** Everything measured so far in Prometheus' text form. */
  readonly text: () => Promise<string>;
}

/** From an answer out of memory, a few milliseconds, over Discord's limit of 3 s to a reply that was deferred. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];

/** Counters and histograms of a process, and what Node measures by itself (memory, event loop). None has a member's id or text in a label. */
export function createMetrics(indexed: () => Indexed | null): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const count = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `backchat_${name}_total`, help, labelNames, registers });
  const questions = count('questions', 'Questions by where they came in and what became of them', [
    'surface',
    'outcome',
  ]);
  const abstentions = count('abstentions', 'Questions that nothing was quoted for, by where they came in', ['surface']);
  const notices = count('notices', 'Safety notices shown, by level', ['level']);
  const missed = count('acknowledgements_missed', 'Interactions that Discord gave up on before they were acknowledged');
  const failures = count('failures', 'What went wrong, by code or name', ['kind']);
  const moderation = count('moderation', 'What only moderators may do, by what became of it', ['step', 'outcome']);
  const rateLimited = count('rate_limited', 'Requests to Discord that had to wait for a rate limit');
  const gateway = count('gateway_events', 'Changes of the connection to the gateway', ['event']);
  const latency = new Histogram({
    name: 'backchat_latency_seconds',
    help: 'From an event of Discord to its first acknowledgement, and to the answer',
    labelNames: ['stage', 'surface'],
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: 'backchat_index_passages',
    help: 'Passages of the generation that is searched; 0 while none can be',
    labelNames: ['generation'],
    registers,
    collect() {
      const { generation, counts } = indexed() ?? { generation: 'none', counts: { passages: 0 } };
      this.reset();
      this.set({ generation }, counts.passages);
    },
  });
  return {
    bot: {
      question(surface, outcome) {
        questions.inc({ surface, outcome });
        if (outcome === 'no-answer') abstentions.inc({ surface });
      },
      latency(stage, surface, milliseconds) {
        latency.observe({ stage, surface }, milliseconds / 1000);
      },
      notice(level) {
        notices.inc({ level });
      },
      acknowledgementMissed() {
        missed.inc();
      },
      failure(kind) {
        failures.inc({ kind });
      },
      moderation(step, outcome) {
        moderation.inc({ step, outcome });
      },
      rateLimited() {
        rateLimited.inc();
      },
      gateway(event) {
        gateway.inc({ event });
      },
    },
    text: () => registry.metrics(),
  };
}
