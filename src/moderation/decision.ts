import type { NamedSection } from '../corpus/article.js';

/** When, as an ISO time, and who: a member's id, or `shell` for who sits at the machine. */
interface Made {
  readonly at: string;
  readonly by: string;
}

const CHANGES = ['refresh', 'add', 'replace', 'remove', 'restore'] as const;

/** A generation became the live one. `before` was live until then, null where none was. */
interface Publication extends Made {
  readonly kind: 'publish';
  readonly what: (typeof CHANGES)[number];
  readonly generation: string;
  readonly before: string | null;
  /** The article of a change from a chat, null for a refresh. */
  readonly article: string | null;
  readonly passages: { readonly added: number; readonly changed: number; readonly removed: number };
}

/** What a moderator, or the bot for one, has decided or done: a line of the file of decisions. */
export type Decision =
  | Publication
  /** An earlier generation became the live one again. */
  | (Made & { readonly kind: 'rollback'; readonly generation: string; readonly before: string })
  | (Made & NamedSection & { readonly kind: 'quarantine'; readonly reason: string })
  | (Made & NamedSection & { readonly kind: 'release' })
  | (Made & { readonly kind: 'pause' })
  | (Made & { readonly kind: 'resume' })
  /** A reviewed generation is not wanted. */
  | (Made & { readonly kind: 'discard'; readonly generation: string })
  | (Made & { readonly kind: 'refresh-failed'; readonly message: string });

export type DecisionKind = Decision['kind'];

type Undated<D> = D extends unknown ? Omit<D, 'at'> : never;

/** A decision that is being made: the time is set when it is recorded. */
export type NewDecision = Undated<Decision>;

/** Who decides at the machine itself. */
export const SHELL = 'shell';

type Check = (value: unknown) => boolean;
type Fields<D> = Readonly<Record<Exclude<keyof D, 'kind' | keyof Made>, Check>>;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;
const text: Check = (value) => typeof value === 'string';
const name: Check = (value) => typeof value === 'string' && value !== '';
const nameOrNull: Check = (value) => value === null || name(value);
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const time: Check = (value) => typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value));
const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const objectOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const section = { article: name, heading: text };
const FIELDS: { readonly [Kind in DecisionKind]: Fields<Extract<Decision, { kind: Kind }>> } = {
  publish: {
    what: oneOf(CHANGES),
    generation: name,
    before: nameOrNull,
    article: nameOrNull,
    passages: objectOf({ added: count, changed: count, removed: count }),
  },
  rollback: { generation: name, before: name },
  quarantine: { ...section, reason: text },
  release: section,
  pause: {},
  resume: {},
  discard: { generation: name },
  'refresh-failed': { message: text },
};
const CHECKS = new Map<unknown, Check>(
  Object.entries(FIELDS).map(([kind, fields]) => [kind, objectOf({ at: time, by: name, ...fields })]),
);

/** Whether a value is a decision. Checked by hand: loading a library for it would be a tenth of the time from a start to the first answer. */
export function isDecision(value: unknown): value is Decision {
  return CHECKS.get((value as { kind?: unknown } | null)?.kind)?.(value) ?? false;
}
