import { writeFile } from 'node:fs/promises';
import { readRules } from '#src/safety/rules.js';
import { command, run } from './cli/command.js';
import { renderRedFlags } from './docs/red-flags.js';

const program = command('docs', 'Writes the pages of docs/ that are made from code and data.');

await run(program, async () => {
  await writeFile(new URL('../../docs/red-flags.md', import.meta.url), renderRedFlags(readRules()));
});
