import { lemmatise } from './lemma.js';
import { createRepair } from './repair.js';

/** The words the rules know, and what to do with the ones they do not. */
export interface Lexicon {
  /** One written word to one or more plain ones: "I'm" gives "i", "am"; "CAN’T" gives "cant"; "sooo" gives "so". */
  normalise(raw: string): readonly string[];
  /** A misspelt alarm word to its right form; every other word as it is. */
  repair(word: string): string;
  /** The form rules compare: "leaking" gives "leak". */
  lemma(word: string): string;
  /** "2019" gives "~year", "71" gives "~fifty-plus"; undefined for a word. */
  numberClass(word: string): string | undefined;
  /** How rules write a word that messages may write otherwise: "loo" and "toilet" are the same. */
  canonical(word: string): string;
  isFiller(word: string): boolean;
  languageOf(words: readonly string[]): 'en' | 'other';
}

export interface LexiconParts {
  /** Correct English words: never repaired into something else. */
  readonly english: ReadonlySet<string>;
  /** Words that occur in rules, and may be the target of a repair. */
  readonly vocabulary: ReadonlySet<string>;
  /** Irregular forms: "felt" to "feel". */
  readonly forms: ReadonlyMap<string, string>;
  /** Chat spellings: "cudnt" to "couldnt", "idk" to "i dont know", "🩸" to "blood". */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly fillers: ReadonlySet<string>;
  /** Frequent small words of other languages, which English does not have. */
  readonly foreign: ReadonlySet<string>;
  /** Correct words that the English list lacks. */
  readonly known: ReadonlySet<string>;
}

export function createLexicon(parts: LexiconParts): Lexicon {
  const { english, vocabulary, forms, spellings, fillers, foreign, known } = parts;
  const isKnown = (word: string) =>
    vocabulary.has(word) || english.has(word) || known.has(word) || spellings.has(word) || fillers.has(word) || forms.has(word);
  const repair = createRepair(vocabulary, isKnown);
  const expand = (word: string) => spellings.get(word) ?? [word];
  return {
    normalise: (raw) => plainWords(raw, isKnown).flatMap(expand),
    repair: (word) => (foreign.has(word) ? word : repair(word)),
    lemma: (word) => (/^[~\p{N}]/u.test(word) ? word : (forms.get(word) ?? lemmatise(word, isKnown))),
    numberClass,
    canonical: (word) => {
      const written = expand(word);
      if (written.length > 1) throw new Error(`write "${written.join(' ')}" instead of "${word}", as words/writing.yaml has it`);
      return written[0]!;
    },
    isFiller: (word) => fillers.has(word),
    languageOf: (words) => languageOf(words, english, foreign),
  };
}

const CONTRACTIONS: Record<string, string> = { m: 'am', re: 'are', ve: 'have', ll: 'will', d: 'would' };
const HAS_IS = new Set(['that', 'what', 'he', 'she', 'there', 'here', 'who', 'where', 'how']);

/** French and Portuguese: "m'essuie", "d'eau". */
const ELISIONS = new Set(['m', 'l', 'd', 'j', 's', 'n', 'c', 't', 'qu']);

function plainWords(raw: string, isKnown: (word: string) => boolean): string[] {
  const word = raw.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const [stem = '', ...endings] = word.split(/['’‘`´ʼ]/u);
  const ending = endings.at(-1) ?? '';
  if (ending === 's') return HAS_IS.has(stem) ? [stem, 'is'] : [stem === 'it' ? 'its' : stem];
  if (ELISIONS.has(stem) && ending.length > 2) return [stem, ending];
  const full = CONTRACTIONS[ending];
  if (full !== undefined && stem) return [stem, full];
  return [unstretch(stem + endings.join(''), isKnown)];
}

/** "nooooo" to "no", "peeeeing" to "peeing". */
function unstretch(word: string, isKnown: (word: string) => boolean): string {
  const twice = word.replaceAll(/(\p{L})\1{2,}/gu, '$1$1');
  if (twice === word || isKnown(twice)) return twice;
  const once = word.replaceAll(/(\p{L})\1{2,}/gu, '$1');
  return isKnown(once) ? once : twice;
}

/** Numbers as rules see them: a year, an age of fifty or more, or any other number. */
function numberClass(word: string): string | undefined {
  if (!/^\p{N}+$/u.test(word)) return undefined;
  const value = Number(word);
  if (value >= 1950 && value <= 2100) return '~year';
  if (value >= 50 && value < 110) return '~fifty-plus';
  if (value >= 10 && value < 18) return '~teens';
  return '~number';
}

/** A message is in another language when small foreign words outnumber English ones among the words we can tell. */
function languageOf(words: readonly string[], english: ReadonlySet<string>, foreign: ReadonlySet<string>) {
  const strange = words.filter((word) => foreign.has(word)).length;
  const plain = words.filter((word) => english.has(word) && !foreign.has(word)).length;
  return strange >= 2 && strange * 2 > plain ? ('other' as const) : ('en' as const);
}
