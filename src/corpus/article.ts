/** A file of the corpus, read and understood. Plain data: it is stored in a generation and read back as it is. */
export interface Article {
  /** File name without `.md`, unique in the corpus. */
  readonly id: string;
  /** Path from the folder that holds the corpus: `corpus/methods/dose.md`. */
  readonly file: string;
  /** The whole decoded file. Every passage is a slice of it. */
  readonly text: string;
  readonly title: string;
  readonly summary: string;
  readonly questions: readonly ArticleQuestion[];
  readonly covers: readonly Coverage[];
  /** ISO date on which the text was last held against its sources. */
  readonly checked: string;
  readonly nextCheck: string;
  /** The clinician who reviewed it, or null while none has. */
  readonly reviewedBy: string | null;
  readonly passages: readonly Passage[];
}

/** What the article answers: a topic as a whole (`topic-09`), or a claim (`S8`) or omission (`O3`) in one of its sections. */
export interface Coverage {
  readonly id: string;
  /** Heading of the section, or null where the whole article does. */
  readonly section: string | null;
}

/** A way in which members ask for an article. Indexed beside the passages, never shown as an answer. */
export interface ArticleQuestion {
  readonly text: string;
  /** The heading of the section that answers it, or null where the whole article does. */
  readonly section: string | null;
}

/** What can be quoted: `article.text.slice(start, end) === text`, in UTF-16 code units. */
export interface Passage {
  /** At most 10 characters; depends on the article's id and the passage's own text only. */
  readonly id: string;
  readonly article: string;
  /** Headings from the outermost to the one the passage stands under. */
  readonly headings: readonly string[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** First and last line in the file, 1-based. */
  readonly lines: readonly [number, number];
  /** Keys of corpus/sources.yaml, or a reserved key. */
  readonly sources: readonly string[];
}

/** A passage without its text, which is a slice of its article's. */
export type PassagePlace = Omit<Passage, 'text'>;

/** All passages of an article under one heading, whatever their text. */
export interface NamedSection {
  readonly article: string;
  readonly heading: string;
}

/** The section that a passage belongs to. */
export function sectionOf(passage: Pick<Passage, 'article' | 'headings'>): NamedSection {
  return { article: passage.article, heading: headingOf(passage) };
}

/** The heading that a passage stands under. */
export function headingOf(passage: Pick<Passage, 'headings'>): string {
  return passage.headings.at(-1) ?? '';
}
