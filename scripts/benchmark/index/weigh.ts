import { readConfig } from '#src/config.js';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { openSearcher } from '#src/open-librarian.js';

// A process of its own, with --expose-gc: what an opened generation takes shows only where nothing was built before.
const [indexDir] = process.argv.slice(2);
const { embeddingModel: model, modelCacheDir: cacheDir, modelHost: host } = readConfig();
const embedder = await loadEmbedder({ model, cacheDir, host });
await embedder.embed('hanging', 'question');
gc!();
const before = process.memoryUsage.rss();
const searcher = await openSearcher(indexDir!, embedder);
gc!();
// The passages are counted so that the generation is still needed, and not collected, when the memory is read.
console.log(
  JSON.stringify({ passages: searcher.generation.passages.length, bytes: process.memoryUsage.rss() - before }),
);
