/** How many requests one bucket (a route and its channel, server or webhook) takes in a time. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** So wide that nobody meets it: tests order the limits that they want to meet. */
const WIDE: Limit = { requests: 100_000, perMs: 1_000 };

interface Bucket {
  used: number;
  resetsAt: number;
}

/** The state of a bucket after a request was counted. */
export interface Usage {
  readonly exceeded: boolean;
  readonly retryAfterMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

export class RateLimits {
  readonly #limits = new Map<string, Limit>();
  readonly #buckets = new Map<string, Bucket>();

  /** The limit of an operation of Discord's description, such as `create_message`. */
  set(operation: string, limit: Limit): void {
    this.#limits.set(operation, limit);
  }

  count(operation: string, major: string): Usage {
    const { requests, perMs } = this.#limits.get(operation) ?? WIDE;
    const now = Date.now();
    const key = `${operation}:${major}`;
    let bucket = this.#buckets.get(key);
    if (!bucket || bucket.resetsAt <= now) this.#buckets.set(key, (bucket = { used: 0, resetsAt: now + perMs }));
    const exceeded = bucket.used >= requests;
    if (!exceeded) bucket.used += 1;
    const left = bucket.resetsAt - now;
    return {
      exceeded,
      retryAfterMs: left,
      headers: {
        'x-ratelimit-limit': String(requests),
        'x-ratelimit-remaining': String(requests - bucket.used),
        'x-ratelimit-reset': (bucket.resetsAt / 1_000).toFixed(3),
        'x-ratelimit-reset-after': (left / 1_000).toFixed(3),
        'x-ratelimit-bucket': operation,
      },
    };
  }
}
