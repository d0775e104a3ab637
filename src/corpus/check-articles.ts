import { headingOf, type Article, type Passage } from './article.js';
import { MAX_PASSAGE_CHARACTERS } from './chunking.js';
import type { Report } from './problem.js';
import { readingAge } from './reading-age.js';
import { lineAt } from './sections.js';

/** Fewer words than this cannot stand alone in a chat. */
const FEWEST_WORDS = 20;
/** The range the author's guide asks for; outside it is a warning. */
const GOOD_WORDS = [40, 130] as const;
/** Reading age above which a passage is a warning: medical names alone can bring a plain one to 14. */
const OLDEST_READER = 14.5;
/** Passages that share this many words in a row at a stretch are compared. */
const SHINGLE_WORDS = 5;
/** Share of the shorter passage's shingles found in the other from which two passages say the same in the same words. */
const NEAR_DUPLICATE = 0.5;

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

/** Lengths, and passages that repeat each other. Articles that are not new have been checked, each by itself and against one another. */
export function checkPassages(
  articles: readonly Article[],
  isNew: (article: Article) => boolean,
  report: Report,
): void {
  const files = new Map(articles.map(({ id, file }) => [id, file]));
  const fileOf = (passage: Passage) => files.get(passage.article)!;
  const newPassages = articles.filter(isNew).flatMap((article) => article.passages);
  for (const passage of newPassages) {
    const words = wordsOf(passage.text).length;
    const report1 = (message: string, severity: 'error' | 'warning') => {
      report({ file: fileOf(passage), line: passage.lines[0], message, severity });
    };
    if (passage.text.length > MAX_PASSAGE_CHARACTERS) {
      const message = `a list or sentence of ${passage.text.length} characters cannot be cut; at most ${MAX_PASSAGE_CHARACTERS} can be quoted. Shorten it.`;
      report1(message, 'error');
    } else if (words < FEWEST_WORDS) {
      report1(
        `a passage of ${words} words says too little to be quoted alone. Write at least ${FEWEST_WORDS}.`,
        'error',
      );
    } else if (words < GOOD_WORDS[0] || words > GOOD_WORDS[1]) {
      report1(`a passage of ${words} words; ${GOOD_WORDS[0]} to ${GOOD_WORDS[1]} read best in a chat.`, 'warning');
    }
    const age = readingAge(passage.text);
    if (age > OLDEST_READER) {
      report1(
        `this passage reads easily from about ${age.toFixed(0)} years of age; write for 12. Shorten its sentences and words.`,
        'warning',
      );
    }
  }
  const otherPassages = articles.filter((article) => !isNew(article)).flatMap((article) => article.passages);
  const places = new Map(articles.map(({ id }, place) => [id, place]));
  const placeOf = ({ article }: Passage) => places.get(article)!;
  for (const [one, another] of nearDuplicates(newPassages, otherPassages)) {
    const [passage, other] = placeOf(one) < placeOf(another) ? [another, one] : [one, another];
    const where = `${fileOf(other)}:${other.lines[0]} ("${headingOf(other)}")`;
    const message = `this passage repeats ${where} almost word for word. Keep one of them.`;
    report({ file: fileOf(passage), line: passage.lines[0], message, severity: 'error' });
  }
}

/** Pairs of passages, one of them at least new, of which the shorter shares at least half of its five-word runs with the other. */
function* nearDuplicates(
  newPassages: readonly Passage[],
  others: readonly Passage[],
): Generator<readonly [Passage, Passage]> {
  const holders = new Map<number, number[]>();
  const sizes: number[] = [];
  const alike = (passage: Passage, digests: ReadonlySet<number>): Passage[] => {
    const shared = new Map<number, number>();
    for (const digest of digests) {
      for (const holder of holders.get(digest) ?? []) shared.set(holder, (shared.get(holder) ?? 0) + 1);
    }
    const candidates = [...shared].filter(
      ([holder, count]) => count >= NEAR_DUPLICATE * Math.min(digests.size, sizes[holder]!),
    );
    return candidates.map(([holder]) => newPassages[holder]!).filter((other) => repeats(passage, other));
  };
  for (const [index, passage] of newPassages.entries()) {
    const digests = new Set(digestsOf(passage.text));
    for (const other of alike(passage, digests)) yield [passage, other];
    sizes.push(digests.size);
    for (const digest of digests) {
      const known = holders.get(digest);
      if (known) known.push(index);
      else holders.set(digest, [index]);
    }
  }
  if (newPassages.length === 0) return;
  for (const other of others) {
    const digests = digestsOf(other.text);
    if (!digests.some((digest) => holders.has(digest))) continue;
    for (const passage of alike(other, new Set(digests))) yield [passage, other];
  }
}

function repeats(passage: Passage, other: Passage): boolean {
  const [shingles, others] = [shinglesOf(passage.text), shinglesOf(other.text)];
  const shared = [...shingles].filter((shingle) => others.has(shingle)).length;
  return shared >= NEAR_DUPLICATE * Math.min(shingles.size, others.size);
}

/** Shingles as numbers. Two may share one, which a comparison of the texts brings to light; millions of them fit into memory. */
function digestsOf(text: string): number[] {
  const words = wordDigestsOf(text);
  const digests: number[] = [];
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++) {
    let digest = 0;
    for (let word = at; word < at + SHINGLE_WORDS; word++) digest = Math.imul(digest, 31) + words[word]!;
    // 30 bits: kept without a box of their own.
    digests.push(digest & 0x3fffffff);
  }
  return digests;
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A digest (FNV-1a: Fowler, Noll and Vo, public domain) of each of {@link wordsOf} without making the words: every passage goes through here at every refresh. */
function wordDigestsOf(text: string): number[] {
  const lower = text.toLowerCase();
  const digests: number[] = [];
  let digest = FNV_START;
  let length = 0;
  for (let at = 0; at <= lower.length; at++) {
    if (at < lower.length && isInWord(lower, at)) {
      digest = Math.imul(digest ^ lower.charCodeAt(at), FNV_PRIME);
      length++;
    } else if (length > 0) {
      digests.push(digest);
      digest = FNV_START;
      length = 0;
    }
  }
  return digests;
}

/** Whether a lower-case text has a letter, a digit or an apostrophe there. */
function isInWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x27;
  const isSecondHalf = unit >= 0xdc00 && unit < 0xe000;
  return /^[\p{L}\p{N}’]/u.test(text.slice(isSecondHalf ? at - 1 : at, at + 2));
}

function shinglesOf(text: string): Set<string> {
  const words = wordsOf(text);
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++)
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '));
  return shingles;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
}
