import { firstPlace } from '../wording/halving.js';
import type { Piece, Reading } from '../wording/pieces.js';
import type { Ruled } from './ruling.js';
import { FEWEST_WORDS, isAlarm, THRESHOLDS } from './settle.js';
import { readWording, type Wording, type WordingWeights } from './wording.js';

/** A stretch of a message: where it begins, and behind its end. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A part with the places of its pieces: the first, and behind the last. */
interface Sentence extends Part {
  readonly from: number;
  readonly to: number;
}

/** A part that is an alarm by itself. */
export interface AlarmingPart {
  readonly part: Part;
  readonly wording: Wording;
}

/** In UTF-16 code units. A longer sentence tells several things, and is cut where the next one begins. */
const LONG_SENTENCE = 140;
/** In the same: what is cut off at its front is no shorter. */
const SHORTEST_CUT = 25;
const CONJUNCTIONS = new Set(['also', 'and', 'because', 'but', 'cos', 'plus', 'so', 'then']);

/** Sentences that are read: those that come nearest to an alarm by their single words. With 8 no more is found. */
const MOST_READ = 3;
/** Log-odds that a sentence may be short of an alarm for its neighbours to be looked at: further off one of 3,359 development messages was found, falsely. */
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
export function findAlarmingPart(reading: Reading, ruled: Ruled, weights: WordingWeights): AlarmingPart | null {
  const sentences = sentencesOf(reading);
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
    const wording = readWording(reading.pieces.slice(sentences[first]!.from, sentences[last]!.to), known, weights);
    if (wording === null || wording.words < FEWEST_WORDS) return;
    const margin = wording.alarm - (isAlarm(known.level) ? whereRuled : count === 1 ? usual : ofSeveral);
    if (margin > most) [found, foundAt, most] = [{ part, wording }, first, margin];
  };

  const alarmed = new Set(ruled.evidence.filter(({ level }) => isAlarm(level)).map((sign) => placeOf(sign, sentences)));
  const margins = sentences.map(
    ({ from, to }, place) =>
      weights.levels.logOddsByWords(reading.pieces, from, to) - (alarmed.has(place) ? whereRuled : usual),
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
  return firstPlace(0, sentences.length, (place) => sentences[place]!.end <= start);
}

function sentencesOf({ pieces, starts, length }: Reading): Sentence[] {
  const sentences: Sentence[] = [];
  let from = behindStops(pieces, 0);
  const add = (to: number): void => {
    const end = to < pieces.length ? starts[to]! : length;
    sentences.push({ from, to, start: starts[from]!, end });
    from = to;
  };
  while (from < pieces.length) {
    const to = endOfSentence(pieces, from);
    if (starts[to - 1]! - starts[from]! > LONG_SENTENCE) {
      for (let at = from + 1; at < to; at++) {
        if (starts[at]! - starts[from]! >= SHORTEST_CUT && beginsCut(pieces, at)) add(at);
      }
    }
    add(to);
  }
  return sentences;
}

/** Behind the marks that end it. */
function endOfSentence(pieces: readonly Piece[], from: number): number {
  let to = from;
  while (to < pieces.length && !pieces[to]!.isStop) to++;
  return behindStops(pieces, to);
}

function behindStops(pieces: readonly Piece[], from: number): number {
  let to = from;
  while (to < pieces.length && pieces[to]!.isStop) to++;
  return to;
}

function beginsCut(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]!.text;
  return before === ',' || before === ';' || CONJUNCTIONS.has(pieces[at]!.text);
}
