import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [{ find: /^#src\/(.*)\.js$/, replacement: fileURLToPath(new URL('./src/$1.ts', import.meta.url)) }],
  },
  test: {
    // onnxruntime-node 1.14 cannot be loaded a second time in a worker thread ("Module did not self-register").
    pool: 'forks',
    include: ['tests/**/*.test.ts'],
    // By itself vitest leaves one of two cores to the watcher, which a run does not have.
    maxWorkers: '100%',
    // Files run side by side, some of them with processes of their own: a slow machine needs patience, and speed is measured elsewhere.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
