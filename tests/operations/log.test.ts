import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiscordAPIError, DiscordjsError, HTTPError, RateLimitError } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusedError } from '#src/moderation/refused-error.js';
import { createLog, type Log } from '#src/operations/log.js';
import { IndexError } from '#src/search-index/index-error.js';

const SECRET = 'I cannot feel my legs since yesterday';
const USER = '187654321098765432';
const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB';

/** A log and the lines that it wrote. */
function openLog() {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', to: { write: (line) => lines.push(line) } });
  return { log, lines, written: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** The texts of all source files of a folder of the project. */
function sourcesIn(folder: string): string[] {
  const root = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.map((name) => readFileSync(path.join(root, name), 'utf8'));
}

/** Errors as libraries make them, with as much of a message, a member and the token in them as will go in. */
function hostileErrors(): unknown[] {
  const url = `https://discord.com/api/v10/webhooks/123456789012345678/${TOKEN}/messages/@original`;
  const body = { files: [], json: { content: SECRET, allowed_mentions: { users: [USER] } } };
  const api = new DiscordAPIError(
    { code: 50035, message: SECRET, errors: { content: { _errors: [{ code: 'BASE_TYPE', message: SECRET }] } } },
    50035,
    400,
    'PATCH',
    url,
    body,
  );
  const withFields = Object.assign(new TypeError(SECRET), { question: SECRET, user: USER, config: { token: TOKEN } });
  const renamed = Object.assign(new Error(SECRET), { name: SECRET, code: SECRET, method: url, status: SECRET });
  const throwing = Object.defineProperty(new Error(SECRET), 'code', {
    get: () => {
      throw new Error(SECRET);
    },
  });
  const looped = new Error(SECRET);
  looped.cause = looped;
  const frames = new Error(`${SECRET}\n    at ${SECRET} (/x.js:1:1)\n    at ${TOKEN}:1:1`);
  const stackless = Object.assign(new Error(SECRET), { stack: SECRET });
  return [
    api,
    new HTTPError(500, SECRET, 'POST', url, body),
    new RateLimitError({
      global: false,
      hash: SECRET,
      limit: 1,
      majorParameter: USER,
      method: 'POST',
      retryAfter: 5,
      route: url,
      scope: 'user',
      sublimitTimeout: 0,
      timeToReset: 1,
      url,
    }),
    new (DiscordjsError as unknown as new (code: string, text: string) => Error)('InvalidType', SECRET),
    withFields,
    renamed,
    throwing,
    looped,
    frames,
    stackless,
    catchError(() => JSON.parse(SECRET)),
    new IndexError('The index is gone.', { cause: api }),
    new RefusedError(SECRET),
    new AggregateError([api], SECRET, { cause: { content: SECRET, user: USER, token: TOKEN } }),
    SECRET,
    { message: SECRET, stack: SECRET, user: USER },
    null,
    undefined,
  ];
}

function catchError(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

/** The ways in which an error, or what was thrown in its place, is handed to a log. */
const WAYS: readonly (readonly [string, (log: Log, error: object) => void])[] = [
  [
    'as a field',
    (log, err) => {
      log.error({ err }, 'it failed');
    },
  ],
  [
    'alone',
    (log, error) => {
      log.warn(error, 'it failed');
    },
  ],
  [
    'under another name',
    (log, error) => {
      log.fatal({ error, cause: error, question: SECRET }, 'it failed');
    },
  ],
  [
    'spread over the fields',
    (log, error) => {
      log.info({ ...error, ...Object.fromEntries(Object.entries(error)) }, 'it failed');
    },
  ],
];

describe.each(WAYS)('an error %s', (_, write) => {
  test('takes no text, id or token of anybody with it, whatever it holds', () => {
    for (const error of hostileErrors()) {
      const { log, lines, written } = openLog();
      write(log, Object(error) as object);
      for (const secret of ['cannot feel', 'legs', 'yesterday', USER, TOKEN, TOKEN.slice(30)])
        expect(lines.join()).not.toContain(secret);
      expect(written()).toEqual([expect.objectContaining({ msg: 'it failed' })]);
    }
  });
});

test('a refusal of Discord is told by its name, code, status and method, and where it was met', () => {
  const { log, written } = openLog();
  log.warn({ err: hostileErrors()[0], event: 'reply' }, 'a reply was refused');
  expect(written()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      event: 'reply',
      err: {
        name: 'DiscordAPIError[50035]',
        code: 50035,
        status: 400,
        method: 'PATCH',
        stack: expect.arrayContaining([
          expect.stringMatching(/^at hostileErrors .*log\.test\.ts:\d+:\d+\)$/),
        ]) as string[],
      },
      msg: 'a reply was refused',
    },
  ]);
});

test('the words of our own errors are kept, and the chain of causes is followed', () => {
  const { log, written } = openLog();
  log.error(
    { err: new IndexError('The index is gone.', { cause: new TypeError(SECRET, { cause: 'x' }) }) },
    'no index',
  );
  expect(written()[0]).toMatchObject({
    err: {
      name: 'IndexError',
      message: 'The index is gone.',
      cause: { name: 'TypeError', cause: { name: 'thrown string' } },
    },
  });
});

test('known fields are kept, others are dropped and counted', () => {
  const { log, written } = openLog();
  log.info(
    {
      kind: 'http-500',
      code: 50035,
      global: true,
      timeToReset: 4.5,
      user: USER,
      question: SECRET,
      content: { SECRET },
    },
    'answered',
  );
  expect(written()[0]).toMatchObject({
    kind: 'http-500',
    code: 50035,
    global: true,
    timeToReset: 4.5,
    dropped: 3,
    msg: 'answered',
  });
  expect(Object.keys(written()[0]!)).toEqual([
    'level',
    'time',
    'kind',
    'code',
    'global',
    'timeToReset',
    'dropped',
    'msg',
  ]);
});

test('every field that the program logs is a known one', () => {
  const { log, written } = openLog();
  const calls = sourcesIn('src').flatMap((text) => [
    ...text.matchAll(/\blog\.(?:info|warn|error|fatal)\(\s*\{([^}]*)\}/g),
  ]);
  const names = calls.flatMap(([, fields]) => [...fields!.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name]) => name!));
  expect(names).toEqual(expect.arrayContaining(['err', 'kind', 'signal', 'route']));
  log.info(Object.fromEntries(names.map((name) => [name, null])), 'all of them');
  expect(written()[0]).not.toHaveProperty('dropped');
});

test('a sentence is no value for a known field', () => {
  const { log, lines } = openLog();
  log.info({ outcome: SECRET, kind: { text: SECRET }, reason: [SECRET], count: SECRET }, 'answered');
  expect(lines.join()).not.toContain('legs');
});

test('an id or a token that got into a line is blotted out', () => {
  const { log, written } = openLog();
  log.info(
    { port: 3, kind: USER, route: TOKEN, timeToReset: 0.30000000000000004, code: Number(USER) },
    `guild ${USER} with ${TOKEN}`,
  );
  expect(written()[0]).toMatchObject({
    port: 3,
    kind: '[id]',
    timeToReset: 0.30000000000000004,
    dropped: 2,
    msg: 'guild [id] with [token]',
  });
  expect(JSON.stringify(written())).not.toContain('1876543210');
});

test('lines below the level are not written', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', to: { write: (line) => lines.push(line) } });
  log.info({}, 'quiet');
  log.warn({}, 'loud');
  expect(lines).toHaveLength(1);
});

test('whatever a member writes, no error that repeats it brings it into a line', () => {
  const word = fc.string({ minLength: 12, unit: 'grapheme' });
  fc.assert(
    fc.property(word, fc.string(), (text, frame) => {
      const { log, lines } = openLog();
      const error = new Error(text);
      error.stack = `Error: ${text}\n    at ${text} (${frame})\n    at ${frame}\n${text}`;
      log.error(
        { err: Object.assign(error, { name: `x ${text}`, requestBody: text, url: text }), question: text },
        'it failed',
      );
      expect(JSON.parse(lines[0]!)).toEqual({
        time: expect.any(String) as string,
        level: 'error',
        err: { name: 'Error' },
        dropped: 1,
        msg: 'it failed',
      });
    }),
  );
});
