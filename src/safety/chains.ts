import { Integers } from './integers.js';

/** For each key a list of integers, all in memory that is used again. A link is a place in a list; 0 is the end of it. */
export class Chains {
  readonly #first = new Integers();
  readonly #next = new Integers();
  readonly #values = new Integers();

  /** Empties the lists; keys are 0 to before `keys`. */
  begin(keys: number): void {
    this.#first.zeros(keys);
    this.#next.clear();
    this.#values.clear();
  }

  /** Puts an integer before those that a key has. */
  add(key: number, value: number): void {
    this.#values.push(value);
    this.#next.push(this.#first.values[key]!);
    this.#first.values[key] = this.#next.length;
  }

  first(key: number): number {
    return this.#first.values[key]!;
  }

  next(link: number): number {
    return this.#next.values[link - 1]!;
  }

  value(link: number): number {
    return this.#values.values[link - 1]!;
  }
}
