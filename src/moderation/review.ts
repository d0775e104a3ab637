/** A change to the corpus folder that was proposed from a chat. `file` is a path in that folder, `text` the whole new file. */
export type CorpusChange =
  | {
      readonly kind: 'add' | 'replace' | 'restore';
      readonly article: string;
      readonly file: string;
      readonly text: string;
    }
  | { readonly kind: 'remove'; readonly article: string; readonly file: string };

/** A passage that would be added, changed or removed: its text before and after, null where there is none. */
export interface PassageExample {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly title: string;
  readonly heading: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A golden question whose first quote changes: `title › heading`, or null where nothing is quoted. */
export interface GoldenChange {
  readonly ask: string;
  readonly before: string | null;
  readonly after: string | null;
  /** It was met before and is not any more. */
  readonly lost: boolean;
}

/** What publishing a candidate would do. */
export interface Review {
  readonly generation: string;
  /** The generation that was live when it was reviewed, or null where none was. */
  readonly base: string | null;
  /** Null for a plain refresh. */
  readonly change: CorpusChange | null;
  /** Titles. */
  readonly articles: {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
  };
  readonly passages: { readonly added: number; readonly changed: number; readonly removed: number };
  /** A few. */
  readonly examples: readonly PassageExample[];
  /** Sections in quarantine that are lost, then what the checks of the corpus say, `file:line: …`. */
  readonly warnings: readonly string[];
  readonly golden: readonly GoldenChange[];
  /** Why the golden questions could not be asked; null where they were. It stops nothing. */
  readonly goldenProblem: string | null;
  /** It would bring back what was rolled back last. */
  readonly undoesRollback: boolean;
}
