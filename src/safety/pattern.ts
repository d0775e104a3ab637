/** One place in a pattern: any of these words or <groups>. */
export type Item = readonly string[];

/** Items that must follow one another, with at most `gaps[i]` words between item i and item i + 1. */
export interface Sequence {
  readonly items: readonly Item[];
  readonly gaps: readonly number[];
}

/** How far apart, in words: ".." a few, "..." the same thought, "&" the same thought in either order. */
const GAPS = new Map([
  ['..', 3],
  ['...', 7],
]);
const EITHER_ORDER = 7;

/**
 * Reads the notation of the rule files:
 *   `foot drop`                 the two words together
 *   `lost|lose .. <feeling>`    either word, then at most three words, then anything of the group "feeling"
 *   `<numb> & <saddle>`         both within seven words, in either order
 * An `&` splits a pattern into parts, and gives one sequence for every order of them.
 */
export function parsePattern(text: string): Sequence[] {
  const parts = text.split(' & ').map(parsePart);
  if (parts.length > 3) throw new Error(`"${text}" has more than two "&"; use "with" for what may stand anywhere`);
  return permutations(parts).map((order) => order.reduce((left, right) => join(left, right, EITHER_ORDER)));
}

function parsePart(text: string): Sequence {
  const items: Item[] = [];
  const gaps: number[] = [];
  for (const piece of text.trim().split(/\s+/u)) {
    const gap = GAPS.get(piece);
    if (gap !== undefined) {
      if (gaps.length !== items.length - 1) throw new Error(`"${text}": a gap must stand between two words`);
      gaps.push(gap);
      continue;
    }
    if (items.length > gaps.length) gaps.push(0);
    items.push(piece.toLowerCase().split('|'));
  }
  if (items.length === 0 || gaps.length >= items.length) throw new Error(`"${text}": a pattern must end with a word`);
  return { items, gaps };
}

function join(left: Sequence, right: Sequence, gap: number): Sequence {
  return { items: [...left.items, ...right.items], gaps: [...left.gaps, gap, ...right.gaps] };
}

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));
}

/** "<saddle>" gives "saddle"; a plain word gives undefined. */
export function groupName(item: string): string | undefined {
  return item.startsWith('<') && item.endsWith('>') ? item.slice(1, -1) : undefined;
}
