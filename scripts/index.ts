import type { BuildResult } from '#src/build-index.js';
import { readConfig, type Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { CorpusDesk } from '#src/moderation/corpus-desk.js';
import { SHELL } from '#src/moderation/decision.js';
import { openDecisions, type Decisions } from '#src/moderation/decisions.js';
import { undoesRollback } from '#src/moderation/publications.js';
import { openCorpusDesk } from '#src/open-corpus-desk.js';
import { openSearcher } from '#src/open-librarian.js';
import { lostQuestions } from '#src/retrieval/golden.js';
import { listKept } from '#src/search-index/kept.js';
import { runGolden } from './evaluate/golden.js';
import { buildWithProgress, withProgress } from './cli/build.js';
import { command, reportFailure, run } from './cli/command.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';
import { formatGenerations } from './cli/print-generations.js';
import { formatReview } from './cli/print-review.js';

interface Options {
  readonly list?: true;
  readonly review?: true;
  readonly publish?: string;
  /** True without a name. */
  readonly rollback?: string | true;
}

const program = command('index', 'Builds the index of the corpus beside the live one and publishes it.')
  .option('--review', 'build it and say what it would change, without publishing it; pulls first with CORPUS_GIT=1')
  .option('--publish <generation>', 'publish a generation that was reviewed, or an earlier one')
  .option('--rollback [generation]', 'go back to the generation before the live one, or to the named one')
  .option('--list', 'list the generations that are kept, the live one first');

await run(program, async () => {
  const { list, review, publish, rollback } = program.opts<Options>();
  const config = readConfig();
  if (list) {
    console.log(formatGenerations(await listKept(config.indexDir)));
    return;
  }
  const decisions = await openDecisions(config.moderationDir, { onFailure: reportFailure });
  const desk = openCorpusDesk(config, decisions, () => null);
  // A model that has to be downloaded is, here and with a progress bar: who works in another process finds it then.
  const embedder = await loadConfiguredEmbedder(config);
  if (review) await printReview(desk);
  else if (publish !== undefined) await publishKept(desk, publish);
  else if (rollback !== undefined) await goBack(desk, rollback === true ? null : rollback);
  else await buildAndPublish(config, embedder, decisions);
});

async function printReview(desk: CorpusDesk): Promise<void> {
  const review = await withProgress((tell) => desk.refresh(SHELL, tell));
  const [live] = await desk.kept();
  console.log(review ? formatReview(review) : `Nothing to do: generation ${live!.name} holds the corpus as it is.`);
}

async function publishKept(desk: CorpusDesk, name: string): Promise<void> {
  if (!(await desk.proposal(name))) return goBack(desk, name);
  const { generation } = await desk.publish(name, SHELL);
  console.log(`Published generation ${generation}.`);
}

async function goBack(desk: CorpusDesk, name: string | null): Promise<void> {
  const { generation } = await desk.rollBack(name, SHELL);
  console.log(`Published generation ${generation}.`);
  console.log('The corpus folder is as it was: mend the articles before the next refresh.');
}

async function buildAndPublish(config: Config, embedder: Embedder, decisions: Decisions): Promise<void> {
  const started = performance.now();
  const result = await buildWithProgress(config, embedder);
  const { generation, changes, embedded, published } = result;
  const { manifest, warnings } = generation;
  const { articles, passages, questions } = manifest.counts;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!published) {
    console.log(
      `Nothing to do: generation ${manifest.generation} holds the corpus as it is (${articles} articles, ${passages} passages).`,
    );
  } else {
    console.log(
      `Published generation ${manifest.generation} in ${seconds} s: ${articles} articles, ${passages} passages, ${questions} questions.`,
    );
    console.log(
      `Passages: ${changes.added.length} added, ${changes.changed.length} changed, ${changes.removed.length} removed. ${embedded} texts embedded.`,
    );
    await writeDown(result, decisions);
    await printLostQuestions(config, embedder);
  }
  for (const warning of warnings) console.log(warning);
}

async function writeDown({ generation, changes, replaced }: BuildResult, decisions: Decisions): Promise<void> {
  const { generation: name } = generation.manifest;
  if (undoesRollback(await decisions.history(), name)) console.log('It brings back what was rolled back last.');
  const { added, changed, removed } = changes;
  const passages = { added: added.length, changed: changed.length, removed: removed.length };
  const what = { kind: 'publish', what: 'refresh', article: null } as const;
  await decisions.record({ ...what, by: SHELL, generation: name, before: replaced, passages });
}

async function printLostQuestions({ corpusDir, indexDir }: Config, embedder: Embedder): Promise<void> {
  const lost = lostQuestions(await runGolden(corpusDir, await openSearcher(indexDir, embedder)));
  if (lost.length === 0) return;
  console.log(`${lost.length} golden questions no longer have their passage among the first three quotes:`);
  for (const { ask } of lost) console.log(`  ${ask}`);
  console.log('Mend the articles, or go back to the text before. (npm run evaluate lists what each of them expects.)');
}
