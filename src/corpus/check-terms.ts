import type { Article } from './article.js';
import type { Glossary } from './glossary.js';
import type { Report } from './problem.js';

/** How a passage explains a term: "a bulge is …", "… is called a bulge", "… (bulge)", "bulge: …". */
const explains = (term: string) => {
  const word = `${term.replace(/[^\p{L}\p{N}]+/gu, '[^\\p{L}\\p{N}]+')}(?:s|es)?`;
  return new RegExp(
    `${word}\\*{0,2}(?: \\([^)]{1,60}\\))?,? (?:is|are|means|mean|happens|comes|starts)\\b|(?:call|called|named|or|is) (?:an? |the )?${word}|\\((?:an? |the )?${word}|${word}\\*{0,2} ?[:(]`,
    'iu',
  );
};

/** A term that stands in this many of the questions is everyday language here. */
const EVERYDAY = 5;

/** Warns of glossary terms that articles use and no passage explains. Words that members say themselves need no explanation. */
export function checkTerms(articles: readonly Article[], { file, entries, lineOf }: Glossary, report: Report): void {
  const texts = articles.flatMap(({ passages }) => passages.map(({ text }) => text));
  // Looking for a word is many times quicker than asking a pattern, and no text explains a term that it does not hold a word of.
  const plain = texts.map((text) => text.toLowerCase());
  const questions = articles.flatMap((article) => article.questions.map(({ text }) => text.toLowerCase()));
  for (const [index, { term }] of entries.entries()) {
    const name = term.toLowerCase();
    const [word = name] = name.match(/[\p{L}\p{N}]+/gu) ?? [];
    const pattern = explains(term);
    const said = questions.filter((text) => text.includes(name)).length;
    if (said >= EVERYDAY || texts.some((text, at) => plain[at]!.includes(word) && pattern.test(text))) continue;
    const used = plain.filter((text) => text.includes(name)).length;
    if (used === 0) continue;
    const message = `${used} passages use "${term}", and none explains it. Explain it where it is first used.`;
    report({ file, line: lineOf(index), message, severity: 'warning' });
  }
}
