import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFile(path.join(PROJECT, file), 'utf8');

/** The instructions of a Dockerfile, each on one line, without comments. */
const instructionsOf = (dockerfile: string) =>
  dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean);

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

describe('the Dockerfile', () => {
  test('has no fault that Docker or its language server knows', async () => {
    expect(validate(await read('Dockerfile'))).toEqual([]);
    expect(validate('FROM a AS b\nWORKDIR app\nCMD a\nCMD b')).not.toEqual([]);
  });

  test('names the version of what it builds on, takes nothing from elsewhere, and leaves no package lists', async () => {
    const instructions = instructionsOf(await read('Dockerfile'));
    const bases = instructions.filter((one) => one.startsWith('FROM '));
    expect(bases.length).toBeGreaterThan(0);
    for (const base of bases) expect(base).toMatch(/^FROM [^:\s]+:(?!latest\b)\S/);
    expect(instructions.filter((one) => /^ADD |curl |wget /.test(one))).toEqual([]);
    const installing = instructions.filter((one) => one.includes('apt-get install'));
    for (const one of installing) expect(one).toMatch(/--no-install-recommends.*rm -rf \/var\/lib\/apt\/lists/);
  });

  test('ends as an ordinary user with one command, which a signal reaches', async () => {
    const instructions = instructionsOf(await read('Dockerfile'));
    const last = instructions.slice(instructions.findLastIndex((one) => one.startsWith('FROM ')));
    expect(last.findLast((one) => one.startsWith('USER '))).toMatch(/^USER (?!root|0\b)\w+$/);
    expect(last.at(-1)).toMatch(/^CMD \["node", /);
  });
});

test('the health check of the image asks at the port that is set', async () => {
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toMatch(/^ENV .*HEALTH_PORT=9090/m);
  expect(/^HEALTHCHECK .*\\\n.*/m.exec(dockerfile)?.[0]).toContain('process.env.HEALTH_PORT');
});

test('whoever stops the bot gives it more time than it takes', async () => {
  const milliseconds = Number(/const STOPS_WITHIN = ([\d_]+);/.exec(await read('src/main.ts'))![1]!.replace('_', ''));
  const service = /^TimeoutStopSec=(\d+)$/m.exec(await read('deploy/backchat.service'))![1];
  const docker = /docker run .*--stop-timeout (\d+)/.exec(await read('README.md'))![1];
  for (const seconds of [service, docker]) expect(Number(seconds) * 1000).toBeGreaterThan(milliseconds);
});

test('the service may hold the bot and, beside it, all that a builder may', async () => {
  const service = await read('deploy/backchat.service');
  const heap = Number(/const MEMORY_MB = (\d+);/.exec(await read('src/build-outside.ts'))![1]);
  expect(Number(/^MemoryMax=(\d+)M$/m.exec(service)![1])).toBeGreaterThanOrEqual(heap + 500);
  expect(service).toMatch(/^OOMPolicy=continue$/m);
});
