import { remember } from '../wording/remember.js';
import { createRepair } from '../wording/spelling.js';
import { lemmatise } from './lemma.js';
import { plainWords } from './plain-words.js';

/** A word as rules see it. */
export interface Word {
  readonly word: string;
  /** Without its inflection: "leaking" gives "leak". */
  readonly lemma: string;
  /** A number's class, the second name that rules may know it by: "2019" gives "~year". */
  readonly number: string | undefined;
  /** Filler words ("really", "the") take no room when distances are measured. */
  readonly filler: boolean;
  readonly language: 'en' | 'other' | undefined;
}

/** The words the rules know, and what to do with the ones they do not. */
export interface Lexicon {
  /** One written word to one or more plain ones: "I'm" gives "i", "am"; "CAN’T" gives "cant"; "sooo" gives "so". */
  read(raw: string): readonly Word[];
  /** A misspelt alarm word to its right form; every other word as it is. */
  repair(word: Word): Word;
  /** How rules write a word that messages may write otherwise, without inflection: "loo" gives "toilet". */
  canonical(word: string): string;
}

export interface LexiconParts {
  /** Correct English words: never repaired into something else. */
  readonly english: ReadonlySet<string>;
  /** Correct words that the English list lacks. */
  readonly known: ReadonlySet<string>;
  /** Words that occur in rules, and may be the target of a repair. */
  readonly vocabulary: ReadonlySet<string>;
  /** Irregular forms: "felt" to "feel". */
  readonly forms: ReadonlyMap<string, string>;
  /** Chat spellings: "cudnt" to "couldnt", "idk" to "i dont know", "🩸" to "blood". */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly fillers: ReadonlySet<string>;
  /** Frequent small words of other languages, which English does not have. */
  readonly foreign: ReadonlySet<string>;
}

export function createLexicon(parts: LexiconParts): Lexicon {
  const { english, vocabulary, forms, spellings, fillers, foreign, known } = parts;
  const lists = [vocabulary, english, known, spellings, fillers, forms];
  const isKnown = (word: string) => lists.some((list) => list.has(word));
  const describe = (word: string): Word => ({
    word,
    lemma: /^[~\p{N}]/u.test(word) ? word : (forms.get(word) ?? lemmatise(word, isKnown)),
    number: numberClass(word),
    filler: fillers.has(word),
    language: foreign.has(word) ? 'other' : english.has(word) ? 'en' : undefined,
  });
  const repair = createRepair(
    new Map([...vocabulary].filter((word) => !word.startsWith('~')).map((word) => [word, 1])),
    isKnown,
  );
  const read = remember((raw) =>
    plainWords(raw, isKnown)
      .flatMap((word) => spellings.get(word) ?? word)
      .map(describe),
  );
  return {
    read,
    repair: (one) => {
      const right = one.language === undefined ? repair(one.word) : one.word;
      return right === one.word ? one : read(right)[0]!;
    },
    canonical: (word) => {
      const [first, ...others] = spellings.get(word) ?? [word];
      if (others.length > 0)
        throw new Error(`write "${spellings.get(word)!.join(' ')}" instead of "${word}", as words/writing.yaml has it`);
      return describe(first!).lemma;
    },
  };
}

/** Numbers as rules see them: a year, an age of fifty or more, of a teenager, or any other number. */
function numberClass(word: string): string | undefined {
  if (!/^\p{N}+$/u.test(word)) return undefined;
  const value = Number(word);
  if (value >= 1950 && value <= 2100) return '~year';
  if (value >= 50 && value < 110) return '~fifty-plus';
  if (value >= 10 && value < 18) return '~teens';
  return '~number';
}

/** A message is in another language when small foreign words outnumber the English ones. */
export function languageOf(words: readonly Word[]): 'en' | 'other' {
  const strange = words.filter(({ language }) => language === 'other').length;
  const plain = words.filter(({ language }) => language === 'en').length;
  return strange >= 2 && strange * 2 > plain ? 'other' : 'en';
}
