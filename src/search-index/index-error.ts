import { OwnError } from '../own-error.js';

/** The index cannot be used or built. The message says why and what to do. */
export class IndexError extends OwnError {
  override readonly name: string = 'IndexError';
}

/** There is no published generation yet. */
export class NoIndexError extends IndexError {
  constructor(folder: string) {
    super(`There is no index in ${folder}. Run "npm run index" to build it.`);
  }
}

/** Which generation is the live one cannot be told: nothing is published over it, for that would forget what was published before. */
export class PointerError extends IndexError {
  override readonly name = 'PointerError';
}

/** Somebody else is building in the same folder. */
export class BusyError extends IndexError {
  override readonly name = 'BusyError';

  constructor(
    folder: string,
    /** Which process, on which machine. */
    readonly owner: string,
  ) {
    super(`${folder} is being built by ${owner}. Wait until that is done, or end that process, then try again.`);
  }
}
