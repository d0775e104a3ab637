/** How long a test waits for something that the bot should do, in milliseconds. */
const PATIENCE = 10_000;

/** Rejects with a sentence when the bot does not do it in time. */
export async function waitFor<T>(promise: Promise<T>, complain: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${complain()} (waited ${PATIENCE / 1_000} s)`));
    }, PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
