import { setImmediate } from 'node:timers/promises';

/** Does one piece of work at a time, and lets the event loop breathe between two: acknowledgements and heartbeats never wait for a whole queue. */
export class Queue {
  readonly #limit: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param limit most pieces that wait or are under way at once */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#waiting >= this.#limit;
  }

  /** Does the work when its turn has come. Callers ask `full` first. */
  run<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#last.then(work);
    this.#last = result
      .catch(() => undefined)
      .then(() => {
        this.#waiting--;
        return setImmediate();
      });
    return result;
  }
}
