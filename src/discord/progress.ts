/** Least time between two edits of a reply, in milliseconds. */
const PACE = 1000;

/** Shows the newest of many texts, one at a time and at most one a second. */
export class Progress {
  readonly #show: (text: string) => Promise<unknown>;
  readonly #onFailure: (error: unknown) => void;
  #newest: string | null = null;
  #shown = '';
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #last = -PACE;

  constructor(show: (text: string) => Promise<unknown>, onFailure: (error: unknown) => void) {
    this.#show = show;
    this.#onFailure = onFailure;
  }

  tell(text: string): void {
    this.#newest = text;
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#last + PACE - performance.now());
    this.#timer = setTimeout(() => {
      this.#underWay = this.#underWay.then(() => this.#showNewest());
    }, wait);
  }

  /** Shows nothing more. Resolves when what is under way has arrived, so that nothing comes after the end. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#newest = null;
    await this.#underWay;
  }

  async #showNewest(): Promise<void> {
    const text = this.#newest;
    this.#last = performance.now();
    if (text !== null && text !== this.#shown) {
      this.#shown = text;
      await this.#show(text).catch(this.#onFailure);
    }
    this.#timer = null;
    if (this.#newest !== null && this.#newest !== text) this.tell(this.#newest);
  }
}
