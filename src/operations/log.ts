import { pino, type DestinationStream, type LevelWithSilent, type LoggerOptions } from 'pino';
import { describeError } from './describe-error.js';

export interface LogOptions {
  readonly level: LevelWithSilent;
  /** Standard output, one line of JSON each, unless given. */
  readonly to?: DestinationStream;
}

type Write = (fields: object, message: string) => void;

/** One line a call: what happened in words of the program, and fields from the list below. `err` is what was thrown. */
export interface Log {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
}

/** Fields that a line may have. Whatever else is handed over is dropped and counted: nobody has to remember what must not be logged. */
const FIELDS = new Set([
  'articles',
  'code',
  'event',
  'generation',
  'global',
  'host',
  'kind',
  'outcome',
  'passages',
  'paused',
  'port',
  'questions',
  'route',
  'signal',
  'timeToReset',
  'withheld',
]);

const ID = /(?<![\d.])\d{17,20}(?!\d)/g;
const TOKEN = /(?<![\w-])[\w-]{20,60}\.[\w-]{6,20}\.[\w-]{20,80}/g;

/** A log that cannot hold message text, user ids or tokens: fields and errors pass by allow-lists, and ids and tokens are blotted out of every line. */
export function createLog({ level, to }: LogOptions): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    hooks: { streamWrite: (line) => line.replaceAll(TOKEN, '[token]').replaceAll(ID, '[id]') },
  };
  const logger = to ? pino(options, to) : pino(options);
  const writeAt =
    (name: keyof Log): Write =>
    (fields, message) => {
      logger[name](keepKnown(fields), message);
    };
  return { info: writeAt('info'), warn: writeAt('warn'), error: writeAt('error'), fatal: writeAt('fatal') };
}

function keepKnown(fields: object): Record<string, unknown> {
  if (fields instanceof Error) return { err: fields };
  const entries: [string, unknown][] = Object.entries(fields);
  const kept = entries.filter(([name, value]) => name === 'err' || (FIELDS.has(name) && isPlain(value)));
  const dropped = entries.length - kept.length;
  return Object.fromEntries(dropped > 0 ? [...kept, ['dropped', dropped]] : kept);
}

/** A flag, a number that is no id, or a name as programs give them. A sentence is none of these. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return /^[\w.:/-]{1,64}$/.test(value);
  if (typeof value === 'number') return Math.abs(value) < 1e15;
  return value === null || typeof value === 'boolean';
}
