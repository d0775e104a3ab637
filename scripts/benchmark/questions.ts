import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { triage } from '#src/safety/triage.js';
import { formatTimes, timeEach } from './times.js';
import { trainingTexts } from './training-texts.js';

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

/**
 * Triage alone, on messages of Discord's greatest length, once the compilers of V8 are done with it: some of its loops they see only after hundreds.
 * First on messages that share most of their words with earlier ones, then on such as share no text, so that more of their words are met for the
 * first time.
 */
export async function benchmarkTriage({ rules }: Librarian): Promise<string> {
  const text = (await trainingTexts()).join(' ');
  const cut = (step: number, first: number, count: number) =>
    Array.from({ length: count }, (_, at) => text.slice((first + at) * step, (first + at) * step + LONG_CHARACTERS));
  const timesOf = (messages: readonly string[]) => timeEach(messages, (message) => triage(message, rules));
  for (const message of cut(50, 0, LONG_MESSAGES)) triage(message, rules);
  const overlapping = await timesOf(cut(50, LONG_MESSAGES, LONG_MESSAGES));
  const apart = Math.floor(text.length / LONG_CHARACTERS);
  const unseen = Math.ceil((2 * LONG_MESSAGES * 50) / LONG_CHARACTERS);
  const others = await timesOf(cut(LONG_CHARACTERS, unseen, apart - unseen));
  return [
    `Triage of ${LONG_CHARACTERS} characters, ${LONG_MESSAGES} messages (to reach: p99 below 1 ms)`,
    `  ${formatTimes(overlapping)}`,
    `The same, ${others.length} messages that share no text`,
    `  ${formatTimes(others)}`,
  ].join('\n');
}
