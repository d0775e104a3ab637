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

/** Triage alone, on messages of Discord's greatest length. */
export async function benchmarkTriage({ rules }: Librarian): Promise<string> {
  const text = (await trainingTexts()).join(' ');
  const messages = Array.from({ length: LONG_MESSAGES }, (_, at) => text.slice(at * 50, at * 50 + LONG_CHARACTERS));
  for (const message of messages.slice(0, 300)) triage(message, rules);
  const times = await timeEach(messages, (message) => triage(message, rules));
  return `Triage of ${LONG_CHARACTERS} characters, ${LONG_MESSAGES} messages (to reach: p99 below 1 ms)\n  ${formatTimes(times)}`;
}
