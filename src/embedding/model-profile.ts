/** How a model wants its texts and gives its vectors. Models that pool inside their graph need no pooling. */
export interface ModelProfile {
  /** How token vectors become one vector, as the model's card says. */
  readonly pooling: 'mean' | 'cls';
  readonly questionPrefix: string;
  readonly passagePrefix: string;
}

/** What most models want. */
export const PLAIN: ModelProfile = { pooling: 'mean', questionPrefix: '', passagePrefix: '' };

/** Families of sentence-embedding models by a part of their name, with the usage their model cards ask for. */
const FAMILIES: readonly (readonly [RegExp, ModelProfile])[] = [
  [
    /\bbge-(?:small|base|large)-en/i,
    { pooling: 'cls', questionPrefix: 'Represent this sentence for searching relevant passages: ', passagePrefix: '' },
  ],
  [/\bgte-(?:small|base|large)/i, PLAIN],
  [/\be5-(?:small|base|large)/i, { pooling: 'mean', questionPrefix: 'query: ', passagePrefix: 'passage: ' }],
];

/** The profile for a hub id or folder name: mean pooling without prefixes (all-MiniLM and most others) where nothing else is known. */
export function profileOf(model: string): ModelProfile {
  return FAMILIES.find(([name]) => name.test(model))?.[1] ?? PLAIN;
}
