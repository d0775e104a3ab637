import { setTimeout } from 'node:timers/promises';

/** V8 gives memory back in threads of its own. Milliseconds. */
const GIVING_BACK = 1000;

// Loaded into a bot that is measured, before it starts: collects all garbage when it is told to, and says so.
process.on('message', () => {
  globalThis.gc!();
  void setTimeout(GIVING_BACK).then(() => {
    globalThis.gc!();
    process.send!('collected');
  });
});
// Whoever measures does not keep the bot running.
process.channel!.unref();
