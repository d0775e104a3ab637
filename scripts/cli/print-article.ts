import colors from 'picocolors';
import type { Config } from '#src/config.js';
import { headingOf } from '#src/corpus/article.js';
import { readCorpus } from '#src/corpus/read-corpus.js';

/** Prints the passages of an article, as they would be quoted. @throws when the corpus has errors or no such article */
export async function printArticle({ corpusDir }: Config, id: string): Promise<void> {
  const { articles } = await readCorpus(corpusDir, new Date().toISOString().slice(0, 10));
  const article = articles.find((candidate) => candidate.id === id);
  if (!article)
    throw new Error(
      `There is no article "${id}". An article's id is its file name without .md: ${articles.map((known) => known.id).join(', ')}.`,
    );
  console.log(`${colors.bold(article.title)}\n${article.summary}\n`);
  for (const passage of article.passages) {
    const words = passage.text.split(/\s+/).length;
    const place = `${article.file}:${passage.lines[0]}-${passage.lines[1]}`;
    console.log(
      `${colors.bold(headingOf(passage))}\n${colors.dim(`${passage.id} · ${place} · ${words} words, ${passage.text.length} characters · ${passage.sources.join(', ')}`)}`,
    );
    console.log(`${passage.text}\n`);
  }
}
