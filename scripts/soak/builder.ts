import { buildIndex } from '#src/build-index.js';
import { SMALL_EMBEDDER } from './small-embedder.js';

// A process that exists to be killed: it says when it is ready, and builds when it is told where.
process.once('message', (request) => {
  const { corpusDir, indexDir } = request as { corpusDir: string; indexDir: string };
  buildIndex({ corpusDir, indexDir, embedder: SMALL_EMBEDDER, now: new Date() }).then(
    () => process.exit(),
    (error: unknown) => {
      process.send?.({ error: String(error) });
      process.exitCode = 1;
      process.disconnect();
    },
  );
});
process.send?.('ready');
