import { THRESHOLDS } from './settle.js';
import type { Wording } from './wording.js';

/** A stretch of a message: where it begins, and behind its end. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** What is made of a part by itself. */
export interface PartRead {
  readonly part: Part;
  readonly wording: Wording;
  /** The rules raise an alarm in it. */
  readonly isRuledAlarm: boolean;
}

/** Sentences with what ends them. */
const SENTENCES = /[^.!?\n]+[.!?\n]*/gu;
/** In UTF-16 code units. A longer sentence tells several things, and is cut where the next one begins. */
const LONG_SENTENCE = 140;
/** In the same: no piece of a sentence is shorter, but for the last. */
const SHORTEST_PIECE = 25;
const PIECE_BEGINS = /[,;] | (?=(?:also|and|because|but|cos|plus|so|then) )/giu;

/** Fewer words say too little by themselves: "sorry, long." */
const FEWEST_WORDS = 4;
/** Log-odds that a sentence may be short of an alarm for its neighbours to be looked at: no development message is found from further off. */
const WITHIN_REACH = 3;
/** The parts around a sentence that are looked at: how many sentences before it they begin, and how many they have. */
const NEIGHBOURHOODS = [
  [0, 2],
  [1, 2],
  [1, 3],
  [0, 3],
  [2, 3],
] as const;

/**
 * The part of a message that is an alarm by itself: the sentence that is worded most like one, or that with one or two of its
 * neighbours. Null where there is none. Long messages are worded like much else, and somebody with a sign tells and asks of other things too.
 */
export function findAlarmingPart(message: string, read: (part: Part) => PartRead | null): PartRead | null {
  const sentences = sentencesOf(message);
  let found: PartRead | null = null;
  let foundAt = 0;
  let most = -Infinity;
  const look = (first: number, count: number): void => {
    const last = first + count - 1;
    if (first < 0 || last >= sentences.length || count === sentences.length) return;
    const one = read({ start: sentences[first]!.start, end: sentences[last]!.end });
    if (one === null || one.wording.words < FEWEST_WORDS) return;
    const { sentence, sentences: several, ruled } = THRESHOLDS.alarmOfPart;
    const margin = one.wording.alarm - (one.isRuledAlarm ? ruled : count === 1 ? sentence : several);
    if (margin > most) [found, foundAt, most] = [one, first, margin];
  };
  for (let first = 0; first < sentences.length; first++) look(first, 1);
  if (most < 0 && most > -WITHIN_REACH) {
    const centre = foundAt;
    for (const [before, count] of NEIGHBOURHOODS) look(centre - before, count);
  }
  return most < 0 ? null : found;
}

function sentencesOf(message: string): Part[] {
  const sentences: Part[] = [];
  for (const { 0: sentence, index } of message.matchAll(SENTENCES)) {
    let start = 0;
    if (sentence.length > LONG_SENTENCE) {
      for (const next of sentence.matchAll(PIECE_BEGINS)) {
        if (next.index - start < SHORTEST_PIECE) continue;
        sentences.push({ start: index + start, end: index + next.index });
        start = next.index;
      }
    }
    sentences.push({ start: index + start, end: index + sentence.length });
  }
  return sentences;
}
