/** What the next requests of one kind meet instead of an ordinary answer. */
export interface Fault {
  /** How many requests; 1 when nothing is said. */
  readonly times?: number;
  /** HTTP status of the answer; 500 when nothing is said. */
  readonly status?: number;
  /** Discord's own code and sentence, for refusals such as 50013. */
  readonly code?: number;
  readonly message?: string;
  /** How long a 429 asks to wait; 100 ms when nothing is said. */
  readonly retryAfterMs?: number;
  /** A 429 for the whole bot instead of one bucket. */
  readonly global?: boolean;
  /** No answer at all: the socket is cut. */
  readonly cut?: boolean;
  /** What was asked is done before the request fails. */
  readonly afterDoing?: boolean;
  /** A file comes byte by byte, with so long between two. */
  readonly dripMs?: number;
  /** Waits before anything happens; the ordinary answer follows when no status is given. */
  readonly delayMs?: number;
}

/** Faults that were ordered and have not happened yet. */
export class Faults {
  readonly #waiting: { readonly operation: string; readonly fault: Fault; left: number }[] = [];

  /** `operation` is a name of Discord's description such as `create_message`, or `*` for any. */
  order(operation: string, fault: Fault): void {
    this.#waiting.push({ operation, fault, left: fault.times ?? 1 });
  }

  take(operation: string): Fault | null {
    const index = this.#waiting.findIndex(({ operation: wanted }) => wanted === '*' || wanted === operation);
    const entry = this.#waiting[index];
    if (!entry) return null;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting.splice(index, 1);
    return entry.fault;
  }
}
