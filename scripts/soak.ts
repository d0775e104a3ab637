import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, run } from './cli/command.js';
import { progressBar } from './cli/progress-bar.js';
import { killBuilders } from './soak/kill-builders.js';

const program = command('soak', 'Kills index builders at random instants and checks that the index survives each time.')
  .option('--rounds <number>', 'how many to kill', '400')
  .option('--seed <number>', 'for the instants', '1');

await run(program, async () => {
  const { rounds, seed } = program.opts<{ rounds: string; seed: string }>();
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-soak-'));
  const bar = progressBar('killing [{bar}] {value}/{total}');
  try {
    const { killed, finished } = await killBuilders({
      folder,
      builder: fileURLToPath(new URL('./soak/builder.js', import.meta.url)),
      rounds: Number(rounds),
      seed: Number(seed),
      onRound: (round) => {
        bar.show(round, Number(rounds));
      },
    });
    console.log(
      `${rounds} rounds with seed ${seed}: ${killed} builders died before they had published, ${finished} after. Every time the index answered and the next build succeeded.`,
    );
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
