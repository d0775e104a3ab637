import type { BuildResult } from '#src/build-index.js';
import { readConfig, type Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import { openSearcher } from '#src/open-librarian.js';
import { listKept, publishGeneration } from '#src/publish-generation.js';
import { lostQuestions } from '#src/retrieval/golden.js';
import { runGolden } from './evaluate/golden.js';
import { buildWithProgress, prepareWithProgress } from './cli/build.js';
import { command, run } from './cli/command.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';
import { formatChanges, formatGenerations } from './cli/print-generations.js';

interface Options {
  readonly list?: true;
  readonly review?: true;
  readonly publish?: string;
  /** True without a name. */
  readonly rollback?: string | true;
}

const program = command('index', 'Builds the index of the corpus beside the live one and publishes it.')
  .option('--review', 'build it and list what it would change, without publishing it')
  .option('--publish <generation>', 'publish a generation that is kept: one that was reviewed, or an earlier one')
  .option('--rollback [generation]', 'go back to the generation before the live one, or to the named one')
  .option('--list', 'list the generations that are kept, the live one first');

await run(program, async () => {
  const { list, review, publish, rollback } = program.opts<Options>();
  const config = readConfig();
  if (list) {
    console.log(formatGenerations(await listKept(config.indexDir)));
    return;
  }
  const embedder = await loadConfiguredEmbedder(config);
  const name = publish ?? rollback;
  if (name !== undefined) await publishKept(config, embedder, name === true ? null : name);
  else if (review) await printReview(config, await prepareWithProgress(config, embedder));
  else await buildAndPublish(config, embedder);
});

async function publishKept({ indexDir }: Config, embedder: Embedder, name: string | null): Promise<void> {
  const { manifest, warnings } = await publishGeneration({ indexDir, name, embedder, now: new Date() });
  console.log(`Published generation ${manifest.generation}: ${manifest.counts.passages} passages.`);
  for (const warning of warnings) console.log(warning);
}

async function printReview({ indexDir }: Config, { generation, changes }: BuildResult): Promise<void> {
  const { generation: name } = generation.manifest;
  const [live] = await listKept(indexDir);
  if (live?.name === name) {
    console.log(`Nothing to do: generation ${name} holds the corpus as it is.`);
    return;
  }
  console.log(`Generation ${name}, not published:`);
  console.log(formatChanges(changes));
  console.log(`"npm run index -- --publish ${name}" makes it the live one.`);
}

async function buildAndPublish(config: Config, embedder: Embedder): Promise<void> {
  const started = performance.now();
  const { generation, changes, embedded, published } = await buildWithProgress(config, embedder);
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
    await printLostQuestions(config, embedder);
  }
  for (const warning of warnings) console.log(warning);
}

async function printLostQuestions({ corpusDir, indexDir }: Config, embedder: Embedder): Promise<void> {
  const lost = lostQuestions(await runGolden(corpusDir, await openSearcher(indexDir, embedder)));
  if (lost.length === 0) return;
  console.log(`${lost.length} golden questions no longer have their passage among the first three quotes:`);
  for (const { ask } of lost) console.log(`  ${ask}`);
  console.log('Mend the articles, or go back to the text before. (npm run evaluate lists what each of them expects.)');
}
