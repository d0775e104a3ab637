import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFile(path.join(PROJECT, file), 'utf8');

/** Files and folders of the project that the program opens while it runs, as it names them: from its compiled place. */
async function openedAtRunTime(): Promise<string[]> {
  const files = (await readdir(path.join(PROJECT, 'src'), { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => read(path.join('src', file))));
  const named = texts.flatMap((text) => [...text.matchAll(/new URL\('\.\.\/\.\.\/([^']+)', import\.meta\.url\)/g)]);
  return named.map(([, file]) => file!);
}

test('the image holds every file that the program opens', async () => {
  const dockerfile = await read('Dockerfile');
  const copied = Array.from(dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) \.\/\1$/gm), ([, folder]) => folder!);
  const opened = await openedAtRunTime();
  expect(opened).toContain('src/wording/english.txt');
  expect(opened.filter((file) => !copied.some((folder) => file.startsWith(`${folder}/`)))).toEqual([]);
});

test('the health check of the image asks at the port that is set', async () => {
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toMatch(/^ENV .*HEALTH_PORT=9090/m);
  expect(/^HEALTHCHECK .*\\\n.*/m.exec(dockerfile)?.[0]).toContain('process.env.HEALTH_PORT');
});

test('the service may hold the bot and, beside it, all that a builder may', async () => {
  const service = await read('deploy/backchat.service');
  const heap = Number(/const MEMORY_MB = (\d+);/.exec(await read('src/build-outside.ts'))![1]);
  expect(Number(/^MemoryMax=(\d+)M$/m.exec(service)![1])).toBeGreaterThanOrEqual(heap + 500);
  expect(service).toMatch(/^OOMPolicy=continue$/m);
});
