import { headingOf, type Article, type Passage } from './article.js';
import { MAX_PASSAGE_CHARACTERS } from './chunking.js';
import { nearDuplicates } from './near-duplicates.js';
import type { Problem, Report } from './problem.js';
import { readingAge } from './reading-age.js';
import { lineAt } from './sections.js';
import { wordsOf } from './words.js';

/** Fewer words than this cannot stand alone in a chat. */
const FEWEST_WORDS = 20;
/** The range the author's guide asks for; outside it is a warning. */
const GOOD_WORDS = [40, 130] as const;
/** Reading age above which a passage is a warning: medical names alone can bring a plain one to 14. */
const OLDEST_READER = 14.5;

/** Two articles cannot both be the answer to one question. */
export function checkQuestions(articles: readonly Article[], report: Report): void {
  const owners = new Map<string, Article>();
  for (const article of articles) {
    for (const [index, { text }] of article.questions.entries()) {
      const normal = wordsOf(text).join(' ');
      const owner = owners.get(normal);
      if (owner) {
        const where = owner === article ? 'twice here' : `also in ${owner.file}`;
        report({
          file: article.file,
          line: lineOfQuestion(article, index),
          message: `the question "${text}" stands ${where}. Keep it in one place.`,
          severity: 'error',
        });
      } else {
        owners.set(normal, article);
      }
    }
  }
}

function lineOfQuestion({ text, questions }: Article, index: number): number {
  let at = text.indexOf('\nquestions:');
  for (const question of questions.slice(0, index + 1)) at = Math.max(at, text.indexOf(question.text, at + 1));
  return lineAt(text, at);
}

/** Reports something about one passage. */
type Say = (severity: Problem['severity'], message: string) => void;

/** Passages that are too long or too short to be quoted, or hard to read. */
export function checkLengths(articles: readonly Article[], report: Report): void {
  for (const { file, passages } of articles) {
    for (const passage of passages) {
      const say: Say = (severity, message) => {
        report({ file, line: passage.lines[0], message, severity });
      };
      checkLength(passage, say);
      checkReadingAge(passage, say);
    }
  }
}

function checkLength({ text }: Passage, say: Say): void {
  const words = wordsOf(text).length;
  if (text.length > MAX_PASSAGE_CHARACTERS) {
    say(
      'error',
      `a list or sentence of ${text.length} characters cannot be cut; at most ${MAX_PASSAGE_CHARACTERS} can be quoted. Shorten it.`,
    );
  } else if (words < FEWEST_WORDS) {
    say('error', `a passage of ${words} words says too little to be quoted alone. Write at least ${FEWEST_WORDS}.`);
  } else if (words < GOOD_WORDS[0] || words > GOOD_WORDS[1]) {
    say('warning', `a passage of ${words} words; ${GOOD_WORDS[0]} to ${GOOD_WORDS[1]} read best in a chat.`);
  }
}

function checkReadingAge({ text }: Passage, say: Say): void {
  const age = readingAge(text);
  if (age <= OLDEST_READER) return;
  say(
    'warning',
    `this passage reads easily from about ${age.toFixed(0)} years of age; write for 12. Shorten its sentences and words.`,
  );
}

/** Passages that repeat each other. Articles that are not new have been held against one another before. */
export function checkRepeats(articles: readonly Article[], isNew: (article: Article) => boolean, report: Report): void {
  const newPassages = articles.filter(isNew).flatMap(({ passages }) => passages);
  const otherPassages = articles.filter((article) => !isNew(article)).flatMap(({ passages }) => passages);
  const places = new Map(articles.map(({ id }, place) => [id, place]));
  const placeOf = ({ article }: Passage) => places.get(article)!;
  const fileOf = (passage: Passage) => articles[placeOf(passage)]!.file;
  for (const [one, another] of nearDuplicates(newPassages, otherPassages)) {
    const [passage, other] = placeOf(one) < placeOf(another) ? [another, one] : [one, another];
    const where = `${fileOf(other)}:${other.lines[0]} ("${headingOf(other)}")`;
    const message = `this passage repeats ${where} almost word for word. Keep one of them.`;
    report({ file: fileOf(passage), line: passage.lines[0], message, severity: 'error' });
  }
}
