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
  const times: number[] = [];
  for (let at = 0; at < QUESTIONS; at++) {
    const started = performance.now();
    await answerQuestion(texts[at % texts.length]!, librarian, { id: String(at) });
    times.push(performance.now() - started);
  }
  const { passages } = librarian.searcher!.generation.manifest.counts;
  return `Warm question over ${passages} passages, ${QUESTIONS} questions\n  ${formatTimes(times)}`;
}

/** Triage alone, on messages of Discord's greatest length. */
export async function benchmarkTriage({ rules }: Librarian): Promise<string> {
  const text = (await trainingTexts()).join(' ');
  const messages = Array.from({ length: LONG_MESSAGES }, (_, at) => text.slice(at * 50, at * 50 + LONG_CHARACTERS));
  for (const message of messages.slice(0, 300)) triage(message, rules);
  const times = messages.map((message) => {
    const started = performance.now();
    triage(message, rules);
    return performance.now() - started;
  });
  return `Triage of ${LONG_CHARACTERS} characters, ${LONG_MESSAGES} messages (to reach: p99 below 1 ms)\n  ${formatTimes(times)}`;
}

export async function trainingTexts(): Promise<string[]> {
  const lines = (await readFile('training/questions.jsonl', 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

function formatTimes(times: readonly number[]): string {
  return `p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms`;
}
