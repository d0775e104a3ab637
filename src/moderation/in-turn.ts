import { BusyError } from '../search-index/index-error.js';
import { inWorkshop, type Workshop } from '../search-index/workshop.js';
import { RefusedError } from './refused-error.js';

/** Does something to index, corpus folder or proposals while nobody else does. @throws {RefusedError} while somebody else is at work */
export async function inTurn<T>(indexDir: string, action: (workshop: Workshop) => Promise<T>): Promise<T> {
  try {
    return await inWorkshop(indexDir, action);
  } catch (cause) {
    if (!(cause instanceof BusyError)) throw cause;
    throw new RefusedError(`Somebody else is at work on the index (${cause.owner}). Try again when that is done.`, {
      cause,
    });
  }
}
