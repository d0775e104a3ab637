import { setTimeout } from 'node:timers/promises';

/** V8 gives the room for young objects back only once few were made for some seconds: collections, and milliseconds between two. */
const COLLECTIONS = 6;
const BETWEEN = 1000;

async function collect(): Promise<void> {
  for (let done = 0; done < COLLECTIONS; done++) {
    globalThis.gc!();
    await setTimeout(BETWEEN);
  }
}

// Loaded into a bot that is measured, before it starts: collects all garbage when it is told to, and says so.
process.on('message', () => {
  void collect().then(() => process.send!('collected'));
});
// Whoever measures does not keep the bot running.
process.channel!.unref();
