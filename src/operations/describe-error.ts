import { OwnError } from '../own-error.js';

/** What a log may hold of an error. Everything else that an error carries (request bodies, addresses with tokens, answers) stays out. */
export interface DescribedError {
  readonly name: string;
  /** Only of errors whose words are our own. */
  readonly message?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly method?: string;
  /** Where it was thrown: the frames alone, because a stack begins with the message. */
  readonly stack?: readonly string[];
  readonly cause?: DescribedError;
}

/** How far a chain of causes is followed. */
const DEPTH = 4;
const FRAMES = 12;

/**
 * Describes what was thrown, by an allow-list. Messages of all but our own errors are left out: JSON.parse, ajv, discord.js and others repeat
 * what they were given, which here is what a member wrote.
 */
export function describeError(thrown: unknown, depth = DEPTH): DescribedError {
  if (!(thrown instanceof Error)) return { name: `thrown ${typeof thrown}` };
  const fields = readFields(thrown, ['name', 'message', 'code', 'status', 'method', 'stack', 'cause']);
  const { code, status } = fields;
  const name = word(fields.name);
  const method = word(fields.method);
  const own = thrown instanceof OwnError && typeof fields.message === 'string';
  const stack = typeof fields.stack === 'string' ? framesOf(fields.stack, fields.message) : [];
  return {
    name: name ?? 'Error',
    ...(own && { message: fields.message as string }),
    ...(isCode(code) && { code }),
    ...(typeof status === 'number' && { status }),
    ...(method !== null && { method }),
    ...(stack.length > 0 && { stack }),
    ...(fields.cause !== undefined && depth > 1 && { cause: describeError(fields.cause, depth - 1) }),
  };
}

/** Reading an error must not throw a second one: getters and proxies may. */
function readFields(error: Error, names: readonly string[]): Record<string, unknown> {
  const read = (name: string): unknown => {
    try {
      return (error as unknown as Record<string, unknown>)[name];
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** One word as programs name things. A sentence, an id or an address is none. */
function word(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z]\w{0,39}(?:\[\w{1,20}\])?$/i.test(value) ? value : null;
}

/** `ECONNRESET`, 10062. A snowflake is longer. */
function isCode(value: unknown): value is string | number {
  return typeof value === 'number' || word(value) !== null;
}

/** Lines such as `at answer (file:///…/answer.js:12:3)`. The message stands before them, and may itself hold lines that begin so. */
function framesOf(stack: string, message: unknown): string[] {
  const header = typeof message === 'string' ? stack.indexOf(message) + message.length : 0;
  const name = String.raw`(?:async |new )?[\w.<>#$]{1,80}(?: \[as [\w.#$]{1,40}\])?`;
  const place = String.raw`(?:(?:file:\/\/)?\/[\w.@/+-]{1,300}|node:[\w/]{1,60}):\d+:\d+`;
  const frame = new RegExp(`^ {4}at (?:${name} \\(${place}\\)|(?:async )?${place})$`);
  return stack
    .slice(header)
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim());
}
