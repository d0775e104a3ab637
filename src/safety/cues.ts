/** The groups of words/context.yaml that context.ts relies on. */
export const CUES = [
  'no', 'not', 'not-a-denial', 'denied', 'fine', 'clause-start', 'listed', 'subject', 'possessive', 'leads-to-noun',
  'if', 'real-if', 'might-happen', 'what-is', 'personal', 'studying',
  'long-ago', 'resolved', 'present', 'happening', 'recent', 'animal', 'figurative', 'place',
] as const;

export type Cue = (typeof CUES)[number];
