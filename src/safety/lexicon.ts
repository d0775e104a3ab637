import type { WordList } from '../wording/english.js';
import { FNV_BASIS, extendHashByUnit } from '../wording/hash.js';
import { createRepair } from '../wording/spelling.js';
import { WordMemory } from '../wording/word-memory.js';
import { lemmatise } from './lemma.js';
import { plainWords } from './plain-words.js';

/** A word as rules see it. */
export interface Word {
  readonly word: string;
  /** Without its inflection: "leaking" gives "leak". */
  readonly lemma: string;
  /** The numbers that the compiled patterns have for its lemma and, if it is a number, for its class: "2019" is a "~year". */
  readonly lemmas: readonly number[];
  /** Filler words ("really", "the") take no room when distances are measured. */
  readonly filler: boolean;
  readonly language: 'en' | 'other' | undefined;
}

/** The words the rules know, and what to do with the ones they do not. */
export interface Lexicon {
  /** The word that is written there to one or more plain ones: "I'm" gives "i", "am"; "CAN’T" gives "cant"; "sooo" gives "so". */
  read(text: string, start: number, end: number): readonly Word[];
  /** A misspelt alarm word to its right form; every other word as it is. */
  repair(word: Word): Word;
  /** How rules write a word that messages may write otherwise, without inflection: "loo" gives "toilet". */
  canonical(word: string): string;
}

export interface LexiconParts {
  /** Correct English words: never repaired into something else. */
  readonly english: WordList;
  /** Correct words that the English list lacks. */
  readonly known: ReadonlySet<string>;
  /** Words that occur in rules, and may be the target of a repair. */
  readonly vocabulary: ReadonlySet<string>;
  /** Irregular forms: "felt" to "feel". */
  readonly forms: ReadonlyMap<string, string>;
  /** Chat spellings: "cudnt" to "couldnt", "idk" to "i dont know", "🩸" to "blood". */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly fillers: ReadonlySet<string>;
  /** Frequent plain words of other languages, which English does not have. */
  readonly foreign: ReadonlySet<string>;
  /** Of the compiled patterns. */
  readonly lemmas: readonly string[];
}

/** A word that begins with a letter of another script. */
export const NOT_LATIN = /^(?!\p{Script=Latin})\p{L}/u;

export function createLexicon(parts: LexiconParts): Lexicon {
  const { english, vocabulary, forms, spellings, fillers, foreign, known } = parts;
  const lists = [vocabulary, known, spellings, fillers, forms, english];
  const numbers = new Map(parts.lemmas.map((lemma, number) => [lemma, number]));
  const isKnown = (word: string) => lists.some((list) => list.has(word));
  const lemmaOf = (word: string) => (/^[~\p{N}]/u.test(word) ? word : (forms.get(word) ?? lemmatise(word, isKnown)));
  const describe = (word: string): Word => {
    const lemma = lemmaOf(word);
    return {
      word,
      lemma,
      lemmas: [lemma, ...numberClass(word)].flatMap((name) => numbers.get(name) ?? []),
      filler: fillers.has(word),
      language: foreign.has(word) || NOT_LATIN.test(word) ? 'other' : english.has(word) ? 'en' : undefined,
    };
  };
  const repair = createRepair(
    () => new Map([...vocabulary].filter((word) => !word.startsWith('~')).map((word) => [word, 1])),
    isKnown,
  );
  const memory = new WordMemory((raw): readonly Word[] =>
    plainWords(raw, isKnown)
      .flatMap((word) => spellings.get(word) ?? word)
      .map(describe),
  );
  const read = (text: string, start: number, end: number) => {
    memory.forgetWhenFull();
    const length = end - start;
    const units = memory.room(length);
    let hash = FNV_BASIS;
    for (let at = 0; at < length; at++) {
      const unit = lowerCase(text.charCodeAt(start + at));
      units[at] = unit;
      hash = extendHashByUnit(hash, unit);
    }
    return memory.recall(length, hash);
  };
  return {
    read,
    repair: (one) => {
      const right = one.language === undefined ? repair(one.word) : one.word;
      return right === one.word ? one : read(right, 0, right.length)[0]!;
    },
    canonical: (word) => {
      const [first, ...others] = spellings.get(word) ?? [word];
      if (others.length > 0)
        throw new Error(`write "${spellings.get(word)!.join(' ')}" instead of "${word}", as words/writing.yaml has it`);
      return lemmaOf(first!);
    },
  };
}

/** Of a UTF-16 code unit of ASCII; any other as it is. */
const lowerCase = (unit: number) => (unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit);

/** Numbers as rules see them: a year, an age of fifty or more, of a teenager, or any other number. */
function numberClass(word: string): string[] {
  if (!/^\p{N}+$/u.test(word)) return [];
  const value = Number(word);
  if (value >= 1950 && value <= 2100) return ['~year'];
  if (value >= 50 && value < 110) return ['~fifty-plus'];
  if (value >= 10 && value < 18) return ['~teens'];
  return ['~number'];
}
