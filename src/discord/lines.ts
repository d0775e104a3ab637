import { plain } from './discord-text.js';
import { MAX_CONTENT, shorten } from './message.js';

const BETWEEN = '\n\n';

/** A text of any origin, in short, on one line, letter for letter. Shortened first: a cut may not part an escape. */
export function brief(text: string, limit: number): string {
  return plain(shorten(text.replace(/\s+/g, ' ').trim(), limit));
}

/** Lines under a heading; none at all where there are no lines. */
export interface TitledList {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * A message's content with lists between what stands before and after them: of each as many whole lines as fit, and how many were left out. The room
 * is shared in equal parts; what a short list leaves goes to those after it.
 */
export function withLists(head: string, lists: readonly TitledList[], tail: string): string {
  const filled = lists.filter(({ lines }) => lines.length > 0);
  const ends = [head, tail].filter(Boolean);
  let room = MAX_CONTENT - ends.join(BETWEEN).length;
  const shown = filled.map((list, at) => {
    const text = listWithin(list, room / (filled.length - at) - BETWEEN.length);
    room -= text.length + BETWEEN.length;
    return text;
  });
  return [head, ...shown, tail].filter(Boolean).join(BETWEEN);
}

function listWithin({ heading, lines }: TitledList, room: number): string {
  const textOf = (count: number) => {
    const left = lines.length - count;
    return [heading, ...lines.slice(0, count), ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
  };
  const whole = textOf(lines.length);
  if (whole.length <= room) return whole;
  let count = 0;
  while (textOf(count + 1).length <= room) count++;
  return textOf(count);
}

/** A moment as Discord shows it in the reader's own time: `f` in full, `R` as how long ago. */
export function moment(iso: string, style: 'f' | 'R' | 'd'): string {
  const seconds = Math.floor(Date.parse(iso) / 1000);
  return Number.isNaN(seconds) ? 'at an unknown time' : `<t:${seconds}:${style}>`;
}
