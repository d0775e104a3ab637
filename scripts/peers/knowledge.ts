import { headingOf } from '#src/corpus/article.js';
import type { Generation } from '#src/search-index/generation.js';
import { rowOf } from '#src/search-index/vector-search.js';
import { sectionKey } from '../evaluate/questions.js';

/** A passage with everything that Backchat knows about it, so that every library starts from the same. */
export interface PeerPassage {
  readonly id: string;
  /** Its section as `article\nsection`. */
  readonly section: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  /** The indexed questions that lead to it. */
  readonly questions: readonly string[];
  readonly vector: readonly number[];
}

/** An indexed question as an entry of its own. */
export interface PeerQuestion {
  readonly text: string;
  readonly sections: readonly string[];
  readonly vector: readonly number[];
}

export interface Knowledge {
  readonly passages: readonly PeerPassage[];
  readonly questions: readonly PeerQuestion[];
  readonly dimensions: number;
}

export function knowledgeOf({
  passages,
  passageTexts,
  questions,
  questionTexts,
  questionsOf,
  articles,
}: Generation): Knowledge {
  const sections = passages.map((passage) => sectionKey(passage.article, headingOf(passage)));
  return {
    dimensions: passageTexts.vectors.dimensions,
    passages: passages.map((passage, row) => ({
      id: String(row),
      section: sections[row]!,
      title: articles.get(passage.article)!.title,
      heading: headingOf(passage),
      text: passage.text,
      questions: questionsOf[row]!.map((question) => questions[question]!.text),
      vector: [...rowOf(passageTexts.vectors, row)],
    })),
    questions: questions.map(({ text, passages: leading }, row) => ({
      text,
      sections: [...new Set(leading.map((passage) => sections[passage]!))],
      vector: [...rowOf(questionTexts.vectors, row)],
    })),
  };
}
