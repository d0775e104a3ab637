/** Long work in steps, between which others may want their turn. */
export type Steps<Result> = Generator<void, Result>;

/** Takes all steps without a pause. */
export function takeAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
