/** The index cannot be used. The message says why and what to run. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
}

/** There is no published generation yet. */
export class NoIndexError extends IndexError {
  constructor(folder: string) {
    super(`There is no index in ${folder}. Run "npm run index" to build it.`);
  }
}
