import { stat } from 'node:fs/promises';

/** How often a followed file is looked at, in milliseconds: one call of the file system. */
const LOOK_AGAIN = 500;

/** A file that is read again whenever somebody has changed or replaced it. */
export interface FollowedFile {
  /** Looks now, after what is under way. */
  look(): Promise<void>;
  close(): void;
}

/** Calls `read` at once and then after every change, never twice at a time. `read` handles its own failures. */
export async function followFile(file: string, read: () => Promise<void>): Promise<FollowedFile> {
  let seen = '';
  let closed = false;
  let looking: Promise<void> | null = null;
  const lookOnce = async () => {
    const found = await identify(file);
    if (closed || found === seen) return;
    seen = found;
    await read();
  };
  const look = (): Promise<void> => {
    const mine = (looking ?? Promise.resolve()).then(lookOnce).finally(() => {
      if (looking === mine) looking = null;
    });
    looking = mine;
    return mine;
  };
  await look();
  const timer = setInterval(() => {
    if (looking === null) void look();
  }, LOOK_AGAIN);
  timer.unref();
  return {
    look,
    close: () => {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** Tells one state from the next: another file, even at the same time of a wrong clock, or the same one with more in it. */
async function identify(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : 'none';
}
