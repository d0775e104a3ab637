import { z } from 'zod';
import { LEVELS } from './level.js';

const text = z.string().trim().min(1);
const level = z.enum(LEVELS);
const patterns = z.array(text).min(1);

const oneOrMore = z.union([text.transform((one) => [one]), patterns]);

/** A bare string is short for `say: that string`. */
const sign = z.preprocess(
  (value) => (typeof value === 'string' ? { say: value } : value),
  z.strictObject({
    say: oneOrMore,
    with: oneOrMore.optional(),
    unless: oneOrMore.optional(),
    level: level.optional(),
  }),
);

/** A bare string is short for `text: that string`, at the urgency of the rule. */
const example = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.strictObject({ text, level: level.optional() }),
);

const rule = z.strictObject({
  id: z.string().regex(/^D\d+$/u, 'a rule id is D and a number'),
  flag: z.string().regex(/^[a-z-]+$/u, 'a flag is lower-case words joined by hyphens'),
  title: text,
  urgency: level,
  'urgency-note': text.optional(),
  clinical: text,
  why: text,
  sources: z.array(text).min(1),
  'must-stand-beside': text.optional(),
  add: text.optional(),
  'past-counts': z.boolean().default(false),
  'passing-counts': z.boolean().default(false),
  'asked-counts': z.boolean().default(false),
  signs: z.array(sign).min(1),
  raise: z
    .array(z.strictObject({ to: level, with: oneOrMore.optional(), rules: z.array(text).optional() }))
    .default([]),
  fires: z.array(example).min(8, 'write at least eight examples that must fire'),
  silent: z.array(text).min(5, 'write at least five examples that must not fire'),
});

/** red-flags.yaml: the rules, and the texts that are shown. */
export const rulesFile = z.strictObject({
  version: text,
  words: z.array(text).min(1),
  notices: z.strictObject({
    crisis: text,
    emergency: text,
    urgent: text,
    soon: text,
  }),
  'emergency-numbers': z.record(z.string().regex(/^[0-9/ or]+$/u), z.array(z.string().regex(/^[A-Z]{2}$/u))),
  phrases: z.strictObject({
    fire: z.array(z.strictObject({ text, rule: text })).min(1),
    silent: z.array(text).min(1),
  }),
  rules: z.array(rule).min(1),
});

/** words/*.yaml: groups of wordings by name. */
export const wordsFile = z.record(
  z.string().regex(/^[a-z-]+$/u, 'a group name is lower-case words joined by hyphens'),
  patterns,
);

/** words/writing.yaml: how words are written in chat. */
export const writingFile = z.strictObject({
  spellings: z.record(text, text),
  forms: z.record(text, text),
  fillers: patterns,
  foreign: patterns,
  known: patterns,
});

export type RulesFile = z.infer<typeof rulesFile>;
export type Rule = RulesFile['rules'][number];
export type Sign = Rule['signs'][number];
export type WritingFile = z.infer<typeof writingFile>;
