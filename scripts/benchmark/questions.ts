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

/** Triage alone, on messages of Discord's greatest length, once the compilers of V8 are done with it: some of its loops they see only after hundreds. */
export async function benchmarkTriage({ rules }: Librarian): Promise<string> {
  const text = (await trainingTexts()).join(' ');
  const all = Array.from({ length: 2 * LONG_MESSAGES }, (_, at) => text.slice(at * 50, at * 50 + LONG_CHARACTERS));
  const messages = all.splice(LONG_MESSAGES);
  for (const other of all) triage(other, rules);
  const times = await timeEach(messages, (message) => triage(message, rules));
  return `Triage of ${LONG_CHARACTERS} characters, ${LONG_MESSAGES} messages (to reach: p99 below 1 ms)\n  ${formatTimes(times)}`;
}
