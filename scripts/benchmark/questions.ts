import { readFile } from 'node:fs/promises';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { triage } from '#src/safety/triage.js';
import { quantile } from '../statistics/quantile.js';

const QUESTIONS = 1000;
const LONG_MESSAGES = 2000;
const LONG_CHARACTERS = 2000;

/** Whole answers of a warm process: triage, embedding, search, quotes. */
export async function benchmarkQuestions(librarian: Librarian): Promise<string> {
  const texts = await trainingTexts();
  for (const text of texts.slice(0, 200)) await answerQuestion(text, librarian, { id: 'warm-up' });
  const times = await timeEach(texts.slice(0, QUESTIONS), (text) => answerQuestion(text, librarian, { id: '' }));
  const { passages } = librarian.searcher!.generation.manifest.counts;
  return `Warm question over ${passages} passages, ${QUESTIONS} questions\n  ${formatTimes(times)}`;
}

/** Triage alone, on messages of Discord's greatest length. */
export async function benchmarkTriage({ rules }: Librarian): Promise<string> {
  const text = (await trainingTexts()).join(' ');
  const messages = Array.from({ length: LONG_MESSAGES }, (_, at) => text.slice(at * 50, at * 50 + LONG_CHARACTERS));
  for (const message of messages.slice(0, 300)) triage(message, rules);
  const times = await timeEach(messages, (message) => triage(message, rules));
  return `Triage of ${LONG_CHARACTERS} characters, ${LONG_MESSAGES} messages (to reach: p99 below 1 ms)\n  ${formatTimes(times)}`;
}

export async function trainingTexts(): Promise<string[]> {
  const lines = (await readFile('training/questions.jsonl', 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/** Milliseconds of one call: as a clock shows it, and of the processor, which a busy machine does not make longer. */
export interface CallTime {
  readonly wall: number;
  readonly processor: number;
}

export async function timeEach<T>(inputs: readonly T[], call: (input: T) => unknown): Promise<CallTime[]> {
  const times: CallTime[] = [];
  for (const input of inputs) {
    const processor = process.cpuUsage();
    const started = performance.now();
    await call(input);
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(processor);
    times.push({ wall, processor: (user + system) / 1000 });
  }
  return times;
}

export function formatTimes(times: readonly CallTime[]): string {
  const at = (share: number, of: keyof CallTime) =>
    quantile(
      times.map((time) => time[of]),
      share,
    ).toFixed(2);
  return `p50 ${at(0.5, 'wall')} ms, p99 ${at(0.99, 'wall')} ms (processor ${at(0.5, 'processor')}, ${at(0.99, 'processor')})`;
}
