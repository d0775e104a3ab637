import { stemmer } from 'stemmer';
import { remember } from '../wording/remember.js';

/** Part of a generation's name: raise it when anything below changes. */
export const TOKENISER_VERSION = 'porter-1';

/** Words too common in questions and passages alike to tell one topic from another. */
const STOP_WORDS = new Set(
  (
    'a about after again all also am an and any are as at be because been before being but by can cant could did didnt do does doesnt doing dont ' +
    'done down for from get gets getting got had has have havent having he her here him his how i id if ill im in into is isnt it its ive ' +
    'just like may me more most my myself no nor not now of off on once one only or other our out over own really she should so some still such ' +
    'than that thats the their them then there these they thing this those though to too under until up us very was wasnt we well were what ' +
    'whats when where which while who why will with wont would you your'
  ).split(' '),
);
/** Directions and moments carry meaning here ("after hanging", "coming off", "lying down"), however common they are. */
for (const word of ['after', 'before', 'down', 'off', 'up']) STOP_WORDS.delete(word);

/** The stem of a word, or nothing of one that is too common (Porter, "An algorithm for suffix stripping", Program 14(3), 1980). */
const stemOf = remember((word) => (STOP_WORDS.has(word) ? null : stemmer(word)));

/** Words of a text as they are looked up: lower case, without accents and apostrophes, stemmed. */
export function tokenise(text: string): string[] {
  return termsOf(words(text));
}

/** The same of words that a text was split into. */
export function termsOf(said: readonly string[]): string[] {
  const terms: string[] = [];
  for (const word of said) {
    const stem = stemOf(word);
    if (stem !== null) terms.push(stem);
  }
  return terms;
}

/** Lower-case words without accents and apostrophes. */
export function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}'’`]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
