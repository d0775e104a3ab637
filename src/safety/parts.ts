import type { Ruled } from './ruling.js';
import { FEWEST_WORDS, isAlarm, THRESHOLDS } from './settle.js';
import { alarmOfWords, readWording, type Wording, type WordingWeights } from './wording.js';

/** A stretch of a message: where it begins, and behind its end. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A part that is an alarm by itself. */
export interface AlarmingPart {
  readonly part: Part;
  readonly wording: Wording;
}

/** Sentences with what ends them. */
const SENTENCES = /[^.!?\n]+[.!?\n]*/gu;
/** In UTF-16 code units. A longer sentence tells several things, and is cut where the next one begins. */
const LONG_SENTENCE = 140;
/** In the same: no piece of a sentence is shorter, but for the last. */
const SHORTEST_PIECE = 25;
const PIECE_BEGINS = /[,;] | (?=(?:also|and|because|but|cos|plus|so|then) )/giu;

/** Sentences that are read: those that come nearest to an alarm by their single words. With 8 no more is found. */
const MOST_READ = 3;
/** Log-odds that a sentence may be short of an alarm for its neighbours to be looked at: further off one of 3,359 development messages is found, falsely. */
const WITHIN_REACH = 2;
/** The parts around a sentence that are looked at: how many sentences before it they begin, and how many they have. */
const NEIGHBOURHOODS = [
  [0, 2],
  [1, 2],
  [1, 3],
  [0, 3],
  [2, 3],
] as const;

/**
 * The part of a message that is an alarm by itself: the sentence that is worded most like one, or that with one or two of its neighbours. Null where
 * there is none. Long messages are worded like much else, and somebody with a sign tells and asks of other things too.
 */
export function findAlarmingPart(message: string, ruled: Ruled, weights: WordingWeights): AlarmingPart | null {
  const sentences = sentencesOf(message);
  if (sentences.length < 2) return null;
  const { sentence: usual, sentences: ofSeveral, ruled: whereRuled } = THRESHOLDS.alarmOfPart;
  let found: AlarmingPart | null = null;
  let foundAt = 0;
  let most = -Infinity;
  const look = (first: number, count: number): void => {
    const last = first + count - 1;
    if (first < 0 || last >= sentences.length || count === sentences.length) return;
    const part = { start: sentences[first]!.start, end: sentences[last]!.end };
    const known = ruled.knownIn(part);
    const wording = readWording(message.slice(part.start, part.end), known, weights);
    if (wording === null || wording.words < FEWEST_WORDS) return;
    const margin = wording.alarm - (isAlarm(known.level) ? whereRuled : count === 1 ? usual : ofSeveral);
    if (margin > most) [found, foundAt, most] = [{ part, wording }, first, margin];
  };

  const alarmed = new Set(ruled.evidence.filter(({ level }) => isAlarm(level)).map((sign) => placeOf(sign, sentences)));
  const margins = sentences.map(
    ({ start, end }, place) =>
      alarmOfWords(message.slice(start, end), weights) - (alarmed.has(place) ? whereRuled : usual),
  );
  const nearest = [...sentences.keys()].sort((a, b) => margins[b]! - margins[a]!).slice(0, MOST_READ);
  for (const place of nearest) look(place, 1);
  if (most < 0 && most > -WITHIN_REACH) {
    const centre = foundAt;
    for (const [before, count] of NEIGHBOURHOODS) look(centre - before, count);
  }
  return most < 0 ? null : found;
}

/** The sentence in which a stretch begins: its place among those, which follow each other. */
function placeOf({ start }: Part, sentences: readonly Part[]): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  return low;
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
