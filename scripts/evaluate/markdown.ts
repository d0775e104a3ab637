import type { Measure } from '../statistics/bootstrap.js';
import type { Share } from '../statistics/wilson.js';

/** A Markdown table whose columns stand under each other in a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, column) =>
    Math.max(3, ...[name, ...rows.map((row) => row[column]!)].map(({ length }) => length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

const number = (value: number) => (100 * value).toFixed(1);

/** `73.7% (68.1 to 79.3)` */
export const percent = ({ mean, low, high }: Measure) => `${number(mean)}% (${number(low)} to ${number(high)})`;

/** `84.9% (80.8 to 88.3)` */
export const percentOf = ({ hits, of, low, high }: Share) =>
  of === 0 ? 'none' : `${number(hits / of)}% (${number(low)} to ${number(high)})`;

export const points = ({ mean, low, high }: Measure) => `${signed(mean)} (${signed(low)} to ${signed(high)})`;

const signed = (value: number) => `${value > 0 ? '+' : ''}${number(value)}`;
