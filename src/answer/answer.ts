import { ENGLISH_ONLY, type DISCLAIMER, type Notice } from '../safety/notices.js';

/** A passage as a member sees it, word for word. */
export interface Quote {
  readonly text: string;
  /** The passage's id. */
  readonly passage: string;
  /** The article's id. */
  readonly article: string;
  readonly title: string;
  readonly heading: string;
  /** Keys of corpus/sources.yaml. */
  readonly sources: readonly string[];
  readonly file: string;
  /** First and last line in the file, 1-based. */
  readonly lines: readonly [number, number];
  /** Weighted evidence for the passage: an order, not a probability. */
  readonly score: number;
}

/** At least one. */
export type Quotes = readonly [Quote, ...Quote[]];

interface AnswerBase {
  readonly id: string;
  readonly question: string;
  /** Comes before everything else. */
  readonly notice: Pick<Notice, 'level' | 'flags' | 'text'> | null;
  /** Calibrated probability that the first quote answers, 0 to 1. */
  readonly confidence: number;
  /** Titles of the nearest articles, when nothing is quoted. */
  readonly suggestions: readonly string[];
  /** Fixed lines about the answer itself: what language the passages have, what could not be searched. */
  readonly remarks: readonly Remark[];
  /** The fixed text, always: an answer without it does not compile. */
  readonly disclaimer: typeof DISCLAIMER;
  /** The generation that the quotes come from; null when none could be opened. */
  readonly generation: string | null;
  /** Version of the red-flag rules. */
  readonly rules: string;
  /** Milliseconds from message to answer. */
  readonly ms: number;
}

export type Answer =
  | (AnswerBase & { readonly kind: 'quotes'; readonly quotes: Quotes })
  /** An emergency or a crisis: the notice stands alone. */
  | (AnswerBase & {
      readonly kind: 'seek-care';
      readonly notice: Pick<Notice, 'level' | 'flags' | 'text'>;
      readonly quotes: readonly [];
    })
  | (AnswerBase & { readonly kind: 'no-answer'; readonly quotes: readonly [] });

/** With {@link NOTHING_FOUND} the only sentences of our own beside the notices and the disclaimer. */
export const REMARKS = {
  'english-only': ENGLISH_ONLY,
  'words-only':
    'Passages were chosen by their words alone: the embedding model has not been calibrated, or its vectors cannot be used.',
  'not-searched': 'The passages cannot be searched right now.',
  'not-shared': 'An answer with a safety notice is not shared: only you see this one.',
  'not-read':
    'The message that you replied to cannot be read. To search for it, open its menu, then Apps › Find passages.',
  paused: 'Backchat is paused: its moderators are looking at the articles. Warning signs are still answered.',
} as const;

export type Remark = (typeof REMARKS)[keyof typeof REMARKS];

/** Said when no passage is good enough to be quoted, and they were searched. */
export const NOTHING_FOUND = 'The articles hold no passage that answers this.';

/** Whether an answer without quotes says something about the articles. */
export function wasSearched({ remarks }: Pick<Answer, 'remarks'>): boolean {
  return !remarks.includes(REMARKS.paused) && !remarks.includes(REMARKS['not-searched']);
}
