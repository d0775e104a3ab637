import { Integers } from './integers.js';

/** Where the marks of a message begin and end, by their numbers: the first and the last token of each. */
export class Stretches {
  readonly from = new Integers();
  readonly to = new Integers();

  /** The number of the next mark, which lies there. */
  add(from: number, to: number): number {
    this.from.push(from);
    this.to.push(to);
    return this.from.length - 1;
  }

  clear(): void {
    this.from.clear();
    this.to.clear();
  }
}
