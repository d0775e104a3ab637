import { writeFile } from 'node:fs/promises';
import { readConfig } from '#src/config.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { readRules } from '#src/safety/rules.js';
import { command, run } from './cli/command.js';
import { renderCoverage } from './docs/coverage.js';
import { renderRedFlags } from './docs/red-flags.js';

const program = command('docs', 'Writes the pages of docs/ that are made from code and data.');

await run(program, async () => {
  const page = (name: string) => new URL(`../../docs/${name}`, import.meta.url);
  const { articles } = await readCorpus(readConfig().corpusDir, new Date().toISOString().slice(0, 10));
  await writeFile(page('red-flags.md'), renderRedFlags(readRules()));
  await writeFile(page('coverage.md'), renderCoverage(articles));
});
