/** Kills bots for `npm run soak`, which forks this: it is told the options, and tells of every round and of the end. */
import { describeKills, killBots, type KillOptions } from './kill-bots.js';

process.once('message', (options: Omit<KillOptions, 'onRound'>) => {
  const onRound = (round: number) => process.send!({ round });
  killBots({ ...options, onRound }).then(
    (result) => process.send!({ killed: describeKills(result) }, () => process.exit()),
    (error: unknown) =>
      process.send!({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, () =>
        process.exit(1),
      ),
  );
});
process.once('disconnect', () => process.exit());
