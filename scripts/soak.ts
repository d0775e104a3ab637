import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, run } from './cli/command.js';
import { progressBar } from './cli/progress-bar.js';
import { wholeNumber } from './cli/whole-number.js';
import { killBuilders } from './soak/kill-builders.js';
import { killBotsOutside } from './soak/kill-bots-outside.js';
import { killModerators } from './soak/kill-moderators.js';

interface Options {
  readonly rounds: number;
  readonly moderators: number;
  readonly bots: number;
  readonly seed: number;
}

const program = command(
  'soak',
  'Kills index builders, moderators at work and whole bots at random instants and checks each time that nothing is lost.',
)
  .option('--rounds <number>', 'how many builders to kill', wholeNumber, 400)
  .option('--moderators <number>', 'how many moderators to kill', wholeNumber, 100)
  .option('--bots <number>', 'how many bots to kill', wholeNumber, 100)
  .option('--seed <number>', 'for the instants', wholeNumber, 1);

await run(program, async () => {
  const { rounds, moderators, bots, seed } = program.opts<Options>();
  await soak(rounds, async (folder, onRound) => {
    const options = { folder, builder: programOf('builder'), rounds, seed, onRound };
    const { killed, finished } = await killBuilders(options);
    return `${rounds} rounds with seed ${seed}: ${killed} builders died before they had published, ${finished} after. Every time the index answered and the next build succeeded.`;
  });
  await soak(moderators, async (folder, onRound) => {
    const options = {
      folder,
      moderator: programOf('moderator'),
      rounds: moderators,
      seed,
      onRound,
    };
    const { killed, confirmed } = await killModerators(options);
    return `${moderators} rounds with seed ${seed}: ${killed} moderators died before their decision was confirmed, ${confirmed} after. Every time the index answered, the corpus folder was whole, and nothing confirmed was lost.`;
  });
  await soak(bots, async (folder, onRound) => {
    const options = { folder: path.join(folder, 'bots'), rounds: bots, seed };
    const killed = await killBotsOutside(options, onRound);
    return `${bots} rounds with seed ${seed}: bots died while this was under way: ${killed}. Every time the next one answered, the corpus folder was whole, and nothing confirmed was lost.`;
  });
});

function programOf(name: string): string {
  return fileURLToPath(new URL(`./soak/${name}.js`, import.meta.url));
}

/** Kills in an empty folder that goes away again, with a bar of the rounds that are over, and prints what came of it. None are no work. */
async function soak(
  rounds: number,
  kill: (folder: string, onRound: (round: number) => void) => Promise<string>,
): Promise<void> {
  if (rounds === 0) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-soak-'));
  const bar = progressBar('killing [{bar}] {value}/{total}');
  const show = (round: number) => {
    bar.show(round, rounds);
  };
  const done = await kill(folder, show).finally(async () => {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  });
  console.log(done);
}
