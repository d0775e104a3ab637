import { z } from 'zod';

const text = z.string();
const name = text.min(1);
const count = z.int().nonnegative();
const section = { article: name, heading: text };
/** When, as an ISO time, and who: a member's id, or `shell` for who sits at the machine. */
const made = { at: z.iso.datetime(), by: name };

/** What a moderator, or the bot for one, has decided or done: a line of the file of decisions. */
export const decisionSchema = z.discriminatedUnion('kind', [
  /** A generation became the live one. `before` was live until then, null where none was. */
  z.object({
    ...made,
    kind: z.literal('publish'),
    what: z.enum(['refresh', 'add', 'replace', 'remove', 'restore']),
    generation: name,
    before: name.nullable(),
    /** The article of a change from a chat, null for a refresh. */
    article: name.nullable(),
    passages: z.object({ added: count, changed: count, removed: count }),
  }),
  /** An earlier generation became the live one again. */
  z.object({ ...made, kind: z.literal('rollback'), generation: name, before: name }),
  z.object({ ...made, kind: z.literal('quarantine'), ...section, reason: text }),
  z.object({ ...made, kind: z.literal('release'), ...section }),
  z.object({ ...made, kind: z.literal('pause') }),
  z.object({ ...made, kind: z.literal('resume') }),
  /** A reviewed generation is not wanted. */
  z.object({ ...made, kind: z.literal('discard'), generation: name }),
  z.object({ ...made, kind: z.literal('refresh-failed'), message: text }),
]);

export type Decision = z.infer<typeof decisionSchema>;
export type DecisionKind = Decision['kind'];

type Undated<D> = D extends unknown ? Omit<D, 'at'> : never;

/** A decision that is being made: the time is set when it is recorded. */
export type NewDecision = Undated<Decision>;

/** Who decides at the machine itself. */
export const SHELL = 'shell';
