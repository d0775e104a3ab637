/** The groups of words/context.yaml that context.ts relies on. */
export const CUES = [
  'no',
  'not',
  'not-a-denial',
  'denied',
  'fine',
  'until-now',
  'asks',
  'lead-in',
  'clause-start',
  'listed',
  'subject',
  'possessive',
  'leads-to-noun',
  'if',
  'real-if',
  'might-happen',
  'reported-question',
  'said-no',
  'warned',
  'whether-it-can',
  'what-is',
  'personal',
  'first-person',
  'studying',
  'long-ago',
  'resolved',
  'unresolved',
  'present',
  'happening',
  'recent',
  'animal',
  'figurative',
] as const;

export type Cue = (typeof CUES)[number];

/** The numbers that the matcher has for them. */
export type CueIds = Readonly<Record<Cue, number>>;
