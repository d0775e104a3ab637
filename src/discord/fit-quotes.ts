import type { Quote } from '../answer/answer.js';
import { MAX_CONTENT } from './message.js';
import type { Library } from './pages.js';
import { renderQuote, renderTooLong } from './render-quote.js';

interface Fitted {
  readonly content: string;
  /** Quotes that the message shows. */
  readonly shown: readonly Quote[];
  /** Quotes that had no room, in their order. One that fits into no message at all is named instead and is not among them. */
  readonly left: readonly Quote[];
}

const BETWEEN = '\n\n';
/** A quote up to this length has room in a message by itself, under the longest notice and above the disclaimer. */
const MAX_ALONE = 1450;

/** As many whole quotes as fit between what stands before and after them. A quote is shown word for word or not at all. */
export function fitQuotes(
  quotes: readonly Quote[],
  generation: Library,
  { head, tail }: { head: readonly string[]; tail: readonly string[] },
): Fitted {
  const shown: Quote[] = [];
  const left: Quote[] = [];
  const middle: string[] = [];
  let room = MAX_CONTENT - [...head, ...tail].join(BETWEEN).length;
  const add = (text: string): boolean => {
    const length = BETWEEN.length + text.length;
    if (length > room) return false;
    room -= length;
    middle.push(text);
    return true;
  };
  for (const quote of quotes) {
    const text = renderQuote(quote, generation);
    if (add(text)) shown.push(quote);
    else if (text.length <= MAX_ALONE) left.push(quote);
    else add(renderTooLong(quote));
  }
  return { content: [...head, ...middle, ...tail].join(BETWEEN), shown, left };
}
