import { readConfig } from '#src/config.js';
import { SHELL } from '#src/moderation/decision.js';
import { openDecisions } from '#src/moderation/decisions.js';
import { decideQuarantine, decideRelease } from '#src/moderation/quarantine.js';
import { IndexError } from '#src/search-index/index-error.js';
import { readPassages } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { command, run } from './cli/command.js';
import { formatQuarantined } from './cli/print-quarantined.js';

interface Options {
  readonly reason?: string;
  readonly release?: true;
  readonly list?: true;
}

const program = command('quarantine', 'Withholds a section, by one of its passages, in every process within a second.')
  .argument('[passage]', 'id of a passage (npm run ask -- --article <id> lists them), or "article › heading"')
  .option('--reason <text>', 'why, for other moderators to read')
  .option('--release', 'show the section again')
  .option('--list', 'list what is withheld');

await run(program, async ([named]) => {
  const { reason, release, list } = program.opts<Options>();
  const { moderationDir, indexDir } = readConfig();
  const onFailure = ({ message }: Error) => {
    console.error(message);
  };
  const decisions = await openDecisions(moderationDir, { onFailure });
  const standing = decisions.standing();
  if (list) {
    console.log(formatQuarantined(standing.quarantined, await passagesIfAny(indexDir)));
    return;
  }
  if (named === undefined)
    throw new Error('There is no passage. Write its id: npm run quarantine -- 0abc1def2g --reason "…"');
  const decision = release
    ? decideRelease(named, SHELL, await passagesIfAny(indexDir), standing)
    : decideQuarantine(named, reason ?? '', SHELL, await passagesOf(indexDir), standing);
  await decisions.record(decision);
  console.log(formatQuarantined(decisions.standing().quarantined, await passagesIfAny(indexDir)));
});

/** Those of the live generation, withheld ones included. @throws {IndexError} */
async function passagesOf(indexDir: string) {
  return readPassages(await requireCurrentFolder(indexDir));
}

/** None where there is no index: what is withheld can be listed and released all the same. */
async function passagesIfAny(indexDir: string) {
  return passagesOf(indexDir).catch((error: unknown) => {
    if (error instanceof IndexError) return [];
    throw error;
  });
}
