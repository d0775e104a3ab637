import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { openSearcher } from '#src/open-librarian.js';
import { formatTimes, timeEach } from '../times.js';
import { trainingTexts } from '../training-texts.js';

const QUESTIONS = 500;
/** Milliseconds that 99 of 100 whole questions may take, by the number of passages. */
const GOALS: Readonly<Record<number, number>> = { 2000: 5, 100_000: 15 };

/** Whole answers (triage, embedding, search, quotes) over the index in a folder. */
export async function measureAnswers(indexDir: string, passages: number, librarian: Librarian): Promise<string> {
  const searcher = await openSearcher(indexDir, librarian.searcher!.embedder);
  const texts = await trainingTexts();
  const ask = (text: string) => answerQuestion(text, { ...librarian, searcher }, { id: '' });
  for (const text of texts.slice(0, 100)) await ask(text);
  const times = await timeEach(texts.slice(100, 100 + QUESTIONS), ask);
  const goal = GOALS[passages];
  return `  ${QUESTIONS} whole questions: ${formatTimes(times)}${goal ? ` (to reach: p99 ${goal} ms)` : ''}`;
}
