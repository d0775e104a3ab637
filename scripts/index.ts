import { readConfig } from '#src/config.js';
import { openSearcher } from '#src/open-librarian.js';
import { lostQuestions } from '#src/retrieval/golden.js';
import { runGolden } from './evaluate/golden.js';
import { command, run } from './cli/command.js';
import { buildWithProgress } from './cli/build.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';

const program = command('index', 'Builds the index of the corpus beside the live one and publishes it.');

await run(program, async () => {
  const started = performance.now();
  const config = readConfig();
  const embedder = await loadConfiguredEmbedder(config);
  const { generation, changes, embedded, published } = await buildWithProgress(config, embedder);
  const { manifest, warnings } = generation;
  const { articles, passages, questions } = manifest.counts;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!published) {
    console.log(
      `Nothing to do: generation ${manifest.generation} holds the corpus as it is (${articles} articles, ${passages} passages).`,
    );
    for (const warning of warnings) console.log(warning);
    return;
  }
  console.log(
    `Published generation ${manifest.generation} in ${seconds} s: ${articles} articles, ${passages} passages, ${questions} questions.`,
  );
  console.log(
    `Passages: ${changes.added.length} added, ${changes.changed.length} changed, ${changes.removed.length} removed. ${embedded} texts embedded.`,
  );
  const lost = lostQuestions(await runGolden(config.corpusDir, await openSearcher(config.indexDir, embedder)));
  if (lost.length > 0) {
    console.log(`${lost.length} golden questions no longer have their passage among the first three quotes:`);
    for (const { ask } of lost) console.log(`  ${ask}`);
    console.log(
      'Mend the articles, or go back to the text before. (npm run evaluate lists what each of them expects.)',
    );
  }
  for (const warning of warnings) console.log(warning);
});
