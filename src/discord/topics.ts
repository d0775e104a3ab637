import { headingOf, type Article } from '../corpus/article.js';
import type { Generation } from '../search-index/generation.js';
import { tokenise, words } from '../search-index/tokenise.js';
import { findPassage } from './pages.js';

/** Something that can be looked up: an article, a section, or a word of members and what it means. */
export interface Topic {
  readonly label: string;
  /** The passage it leads to. */
  readonly passage: string;
  readonly words: readonly string[];
}

interface Topics {
  readonly articles: readonly Topic[];
  /** Articles, then sections, then lay words. */
  readonly all: readonly Topic[];
}

const topicsByGeneration = new WeakMap<Generation, Topics>();

/** What the library has, in the order of its articles. */
export function topicsOf(generation: Generation): Topics {
  const known = topicsByGeneration.get(generation);
  if (known) return known;
  const list = [...generation.articles.values()];
  const articles = list.flatMap((article) => topicOf(article.title, article.passages[0]?.id));
  const topics = {
    articles,
    all: [...articles, ...list.flatMap(sectionTopics), ...layWordTopics(generation)],
  };
  topicsByGeneration.set(generation, topics);
  return topics;
}

/** Topics in which every word that was typed begins a word; those that begin with what was typed come first. */
export function searchTopics(typed: string, topics: readonly Topic[], limit: number): Topic[] {
  const wanted = words(typed);
  const start = wanted.join(' ');
  const fits = topics.filter((topic) => wanted.every((word) => topic.words.some((other) => other.startsWith(word))));
  const beginning = fits.filter((topic) => topic.words.join(' ').startsWith(start));
  return [...new Set([...beginning, ...fits])].slice(0, limit);
}

/** The topic that was meant by what was typed and sent without choosing; undefined when nothing fits. */
export function findTopic(typed: string, topics: readonly Topic[]): Topic | undefined {
  return words(typed).length > 0 ? searchTopics(typed, topics, 1)[0] : undefined;
}

function topicOf(label: string, passage: string | undefined): Topic[] {
  return passage === undefined ? [] : [{ label, passage, words: words(label) }];
}

function sectionTopics({ title, passages }: Article): Topic[] {
  const firsts = passages.filter(
    (passage, at) => passages.findIndex((other) => headingOf(other) === headingOf(passage)) === at,
  );
  return firsts.flatMap((passage) => topicOf(`${headingOf(passage)} (${title})`, passage.id));
}

/** Passages that are looked at for a term: more than moderators will ever withhold of those that say most about it. */
const NEAREST = 20;

/** A term has no article of its own: it leads to the passage that says most about it. */
function layWordTopics(generation: Generation): Topic[] {
  const { glossary, passageTexts, passages } = generation;
  return glossary.flatMap(({ term, lay }) => {
    const query = new Map(tokenise(term).map((word) => [word, 1]));
    const nearest = passageTexts.lexical.search(query, NEAREST).map(({ row }) => passages[row]!.id);
    const passage = nearest.find((id) => findPassage(id, generation));
    return [term, ...lay].flatMap((phrase) => topicOf(phrase === term ? term : `${phrase}: ${term}`, passage));
  });
}
