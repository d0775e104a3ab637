import { IndexError } from './index-error.js';

/** What is read at a place, or null where nothing stands. What stands there and cannot be read is not nothing. @throws {IndexError} */
export async function ifThere<T>(target: string, read: (target: string) => Promise<T>): Promise<T | null> {
  try {
    return await read(target);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new IndexError(
      `${target} cannot be read (${code}). See what stands there and whether this user may read it, then try again.`,
      { cause },
    );
  }
}
