import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, run } from './cli/command.js';
import { progressBar } from './cli/progress-bar.js';
import { killBuilders } from './soak/kill-builders.js';
import { killBotsOutside } from './soak/kill-bots-outside.js';
import { killModerators } from './soak/kill-moderators.js';

interface Options {
  readonly rounds: string;
  readonly moderators: string;
  readonly bots: string;
  readonly seed: string;
}

const program = command(
  'soak',
  'Kills index builders, moderators at work and whole bots at random instants and checks each time that nothing is lost.',
)
  .option('--rounds <number>', 'how many builders to kill', '400')
  .option('--moderators <number>', 'how many moderators to kill', '100')
  .option('--bots <number>', 'how many bots to kill', '100')
  .option('--seed <number>', 'for the instants', '1');

await run(program, async () => {
  const { rounds, moderators, bots, seed } = program.opts<Options>();
  const builders = await inFolder(Number(rounds), (folder, onRound) =>
    killBuilders({ folder, builder: programOf('builder'), rounds: Number(rounds), seed: Number(seed), onRound }),
  );
  console.log(
    `${rounds} rounds with seed ${seed}: ${builders.killed} builders died before they had published, ${builders.finished} after. Every time the index answered and the next build succeeded.`,
  );
  const decided = await inFolder(Number(moderators), (folder, onRound) =>
    killModerators({
      folder,
      moderator: programOf('moderator'),
      rounds: Number(moderators),
      seed: Number(seed),
      onRound,
    }),
  );
  console.log(
    `${moderators} rounds with seed ${seed}: ${decided.killed} moderators died before their decision was confirmed, ${decided.confirmed} after. Every time the index answered, the corpus folder was whole, and nothing confirmed was lost.`,
  );
  const killed = await inFolder(Number(bots), (folder, onRound) =>
    killBotsOutside({ folder: path.join(folder, 'bots'), rounds: Number(bots), seed: Number(seed) }, onRound),
  );
  console.log(
    `${bots} rounds with seed ${seed}: ${killed.interrupted} bots died before a moderator's decision was confirmed, ${killed.confirmed} after. Every time the next one answered, the corpus folder was whole, and nothing confirmed was lost.`,
  );
});

function programOf(name: string): string {
  return fileURLToPath(new URL(`./soak/${name}.js`, import.meta.url));
}

/** In an empty folder that goes away again, with a bar of the rounds that are over. */
async function inFolder<T>(
  rounds: number,
  kill: (folder: string, onRound: (round: number) => void) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-soak-'));
  const bar = progressBar('killing [{bar}] {value}/{total}');
  try {
    return await kill(folder, (round) => {
      bar.show(round, rounds);
    });
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
