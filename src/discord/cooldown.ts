import { Recent } from './recent.js';

/** Members remembered at once; the one who asked longest ago is forgotten first. */
const MAX_MEMBERS = 10_000;

/** Lets a member ask once in a while. Kept in memory alone. */
export class Cooldown {
  readonly #milliseconds: number;
  readonly #asked = new Recent<string, { at: number; told: boolean }>(MAX_MEMBERS);

  constructor(seconds: number) {
    this.#milliseconds = seconds * 1000;
  }

  /** Takes note of a question. Gives null when it may be answered, else the seconds to wait and whether the member was told before. */
  check(member: string, now = performance.now()): { seconds: number; told: boolean } | null {
    const last = this.#asked.get(member);
    const left = last ? last.at + this.#milliseconds - now : 0;
    if (last && left > 0) return { seconds: Math.ceil(left / 1000), told: last.told };
    if (this.#milliseconds > 0) this.#asked.set(member, { at: now, told: false });
    return null;
  }

  /** A question that was met with silence keeps nobody waiting. */
  takeBack(member: string): void {
    this.#asked.delete(member);
  }

  /** The member has been asked to wait. */
  markTold(member: string): void {
    const last = this.#asked.get(member);
    if (last) last.told = true;
  }
}
