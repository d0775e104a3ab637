import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Article, ArticleQuestion, Coverage, Passage } from './article.js';
import { readArticleFiles, type CorpusFile, type FileEdit } from './corpus-files.js';
import { parseFrontMatter } from './front-matter.js';
import { readGlossary, type GlossaryEntry } from './glossary.js';
import { cutPassages } from './passages.js';
import { CorpusError, type Problem, type Report } from './problem.js';
import { checkLengths, checkQuestions, checkRepeats } from './check-articles.js';
import { checkTerms } from './check-terms.js';
import { parseSections, type Section } from './sections.js';
import { RESERVED_SOURCES, readSources, type Bibliography, type Source } from './sources.js';

/** Everything the corpus folder holds, checked. */
export interface Corpus {
  /** In order of their file names. */
  readonly articles: readonly Article[];
  readonly sources: readonly Source[];
  /** Empty where the folder has no glossary.yaml. */
  readonly glossary: readonly GlossaryEntry[];
}

/** A corpus and what its authors should know about it. `corpus` is null when there is an error among the problems. */
export interface CheckedCorpus {
  readonly corpus: Corpus | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks a corpus folder. `today` (ISO date) decides which articles are overdue for a check. Articles of `before`, by file, were
 * free of errors when they were read: those whose text is still the same are not parsed again. `edit` is checked as if it had been made.
 */
export async function checkCorpus(
  folder: string,
  today: string,
  before: ReadonlyMap<string, Article> = new Map(),
  edit: FileEdit | null = null,
): Promise<CheckedCorpus> {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const message = 'there is no such folder. Create it or set CORPUS_DIR to the folder with the articles.';
    return { corpus: null, problems: [{ file: folder, message, severity: 'error' }] };
  }
  const bibliography = readSources(folder, report);
  const known = new Set([...RESERVED_SOURCES, ...(bibliography?.sources ?? [])].map(({ key }) => key));
  const used = new Set<string>();
  const articles: Article[] = [];
  const byId = new Map<string, Article>();
  const problemsBefore = problems.length;
  const files = await readArticleFiles(folder, report, edit);
  let allRead = problems.length === problemsBefore;
  for (const file of files) {
    const read = reuseArticle(before.get(file.file), file, known) ?? readArticle(file, today, report);
    if (!read) {
      allRead = false;
      continue;
    }
    for (const { sources } of read.sections) for (const key of sources) used.add(key);
    if (bibliography) checkCitations(read, known, report);
    const twin = byId.get(read.article.id);
    if (twin) {
      const message = `the id "${twin.id}" is taken by ${twin.file}. Give one of the two files another name.`;
      report({ file: file.file, message, severity: 'error' });
    } else {
      articles.push(read.article);
      byId.set(read.article.id, read.article);
    }
  }
  if (files.length === 0 && allRead) {
    report({
      file: folder,
      message: 'the folder holds no articles (*.md). corpus/README.md shows how to write one.',
      severity: 'error',
    });
  }
  // An article that could not be read may be the one that cites what nobody else does.
  if (bibliography && allRead) checkUnused(folder, bibliography, used, report);
  checkQuestions(articles, report);
  // Those that are as they were have been checked.
  const isNew = (article: Article) => before.get(article.file) !== article;
  checkLengths(articles.filter(isNew), report);
  checkRepeats(articles, isNew, report);
  const glossary = readGlossary(folder, report);
  if (allRead) checkTerms(articles, glossary, report);
  const usable = bibliography !== null && problems.every(({ severity }) => severity !== 'error');
  return { corpus: usable ? { articles, sources: bibliography.sources, glossary: glossary.entries } : null, problems };
}

/** Sources that sections name and the bibliography does not hold. */
function checkCitations({ article, sections }: ReadArticle, known: ReadonlySet<string>, report: Report): void {
  for (const { sources, sourcesLine } of sections) {
    for (const key of sources) {
      if (known.has(key)) continue;
      const message = `the source "${key}" is not in sources.yaml. Add it there or correct the key.`;
      report({ file: article.file, line: sourcesLine, message, severity: 'error' });
    }
  }
}

/** Sources that no section names. No error: an article can be removed by those who cannot edit the bibliography. */
function checkUnused(folder: string, bibliography: Bibliography, used: ReadonlySet<string>, report: Report): void {
  const file = path.posix.join(path.basename(path.resolve(folder)), 'sources.yaml');
  for (const { key } of bibliography.sources) {
    if (used.has(key)) continue;
    const message = `no section cites "${key}". Remove the entry or cite it.`;
    report({ file, line: bibliography.lineOf(key), message, severity: 'warning' });
  }
}

/** Reads a corpus that is free of errors, as {@link checkCorpus} does. @throws {CorpusError} naming every error, with file, line and remedy. */
export async function readCorpus(
  folder: string,
  today: string,
  before?: ReadonlyMap<string, Article>,
): Promise<Corpus> {
  const { corpus, problems } = await checkCorpus(folder, today, before);
  if (!corpus) throw new CorpusError(problems.filter(({ severity }) => severity === 'error'));
  return corpus;
}

/** All passages of a corpus, in a fixed order. */
export function passagesOf(articles: readonly Article[]): Passage[] {
  return articles.flatMap(({ passages }) => passages);
}

/** An article, and where each of its sections names what it rests on. */
export interface ReadArticle {
  readonly article: Article;
  readonly sections: readonly Pick<Section, 'sources' | 'sourcesLine'>[];
}

/** The article as it was read before, when neither its file nor what is known of its sources has changed. */
function reuseArticle(
  before: Article | undefined,
  { text }: CorpusFile,
  sources: ReadonlySet<string>,
): ReadArticle | null {
  if (before?.text !== text) return null;
  const sections = before.passages.map((passage) => ({ sources: passage.sources, sourcesLine: passage.lines[1] }));
  return sections.every((section) => section.sources.every((key) => sources.has(key)))
    ? { article: before, sections }
    : null;
}

/** One article by itself, or null (and a report) when it cannot be read. */
export function readArticle(file: CorpusFile, today: string, report: Report): ReadArticle | null {
  const id = path.posix.basename(file.file, '.md');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    const message = `"${id}" cannot be an article's id. Name the file with small letters, digits and hyphens.`;
    report({ file: file.file, message, severity: 'error' });
  }
  const parsed = parseFrontMatter(file, report);
  if (!parsed) return null;
  const { value, lineOf } = parsed.frontMatter;
  if (value['next-check'] < today) {
    const message = `the check was due on ${value['next-check']}. Hold the text against its sources and move both dates.`;
    report({ file: file.file, line: lineOf(['next-check']), message, severity: 'warning' });
  }
  const sections = parseSections(file, parsed.bodyStart, report);
  const headings = new Set(sections.map((section) => section.headings.at(-1)));
  const checkSection = (section: string, place: readonly PropertyKey[]) => {
    if (headings.has(section)) return;
    const message = `there is no section "${section}". Use one of: ${[...headings].join('; ')}.`;
    report({ file: file.file, line: lineOf(place), message, severity: 'error' });
  };
  const questions = value.questions.map((entry, index): ArticleQuestion => {
    if (typeof entry === 'string') return { text: entry, section: null };
    checkSection(entry.section, ['questions', index, 'section']);
    return { text: entry.ask, section: entry.section };
  });
  const covers = value.covers.map((entry, index): Coverage => {
    if (typeof entry === 'string') return { id: entry, section: null };
    checkSection(entry.section, ['covers', index, 'section']);
    return { id: entry.claim, section: entry.section };
  });
  const article: Article = {
    id,
    file: file.file,
    text: file.text,
    title: value.title,
    summary: value.summary,
    questions,
    covers,
    checked: value.checked,
    nextCheck: value['next-check'],
    reviewedBy: value['reviewed-by'],
    passages: sections.flatMap((section) => cutPassages(id, file.text, section)),
  };
  return { article, sections };
}
