import path from 'node:path';
import { buildCandidate, type Candidate } from './build-index.js';
import { programEnvironment } from './config.js';
import type { Article } from './corpus/article.js';
import { readGoldenQuestions } from './corpus/golden-questions.js';
import { CorpusError, formatProblem, type Problem } from './corpus/problem.js';
import type { Embedder } from './embedding/embedder.js';
import { withhold } from './moderated.js';
import { checkUpload } from './moderation/check-upload.js';
import { compareGenerations } from './moderation/compare.js';
import { editOf, presentText, removeHalves } from './moderation/corpus-folder.js';
import { openDecisions } from './moderation/decisions.js';
import { KEPT_IN_GIT, pullCorpus } from './moderation/git.js';
import { inTurn } from './moderation/in-turn.js';
import { dropStale, readProposals, saveProposal } from './moderation/proposals.js';
import { unfinishedRollback } from './moderation/rollback-intention.js';
import { undoesRollback } from './moderation/publications.js';
import { lostQuarantines } from './moderation/lost-quarantines.js';
import { RefusedError } from './moderation/refused-error.js';
import type { CorpusChange, GoldenChange, Review } from './moderation/review.js';
import type { Standing } from './moderation/standing.js';
import { createSearcher } from './open-librarian.js';
import { askGoldenQuestion } from './retrieval/golden.js';
import { openLearned } from './retrieval/learned.js';
import type { ReviewProgress } from './search-index/build-progress.js';
import type { Generation } from './search-index/generation.js';
import { graphsFolder } from './search-index/graph-cache.js';
import { openForSearch } from './search-index/open-generation.js';
import { publish, readPublications, removeUnpublished } from './search-index/publish.js';
import type { Workshop } from './search-index/workshop.js';

export interface ReviewOptions {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly moderationDir: string;
  /** The corpus folder is kept in git: it is pulled first, and changes from a chat are refused. */
  readonly corpusGit: boolean;
  /** Reviewed as if it had been made; null for the corpus folder as it is. */
  readonly change: CorpusChange | null;
  readonly embedder: Embedder;
  readonly now: Date;
  readonly onProgress?: ((progress: ReviewProgress) => void) | undefined;
}

/**
 * The way from a corpus folder to a proposal: a generation that is built beside the live one, and what publishing it would do. Null where there is
 * nothing to do. The corpus folder is read, and pulled where it is kept in git, but not changed.
 * @throws {RefusedError} {CorpusError} {EmbeddingError} {IndexError} {DecisionsError}
 */
export async function reviewCorpus(options: ReviewOptions): Promise<Review | null> {
  const { corpusDir, indexDir, moderationDir, corpusGit, change, now, onProgress } = options;
  if (change && corpusGit) throw new RefusedError(KEPT_IN_GIT);
  return inTurn(indexDir, async (workshop) => {
    try {
      await removeHalves(corpusDir);
      if (corpusGit) {
        onProgress?.({ stage: 'pulling', done: 0, total: 0 });
        await pullCorpus(corpusDir, programEnvironment());
      }
      return await propose(workshop, options);
    } finally {
      await dropStale(moderationDir, now);
      const waiting = await readProposals(moderationDir, now);
      await removeUnpublished(
        indexDir,
        waiting.map(({ review }) => review.generation),
      );
    }
  });
}

async function propose(workshop: Workshop, options: ReviewOptions): Promise<Review | null> {
  const { corpusDir, indexDir, moderationDir, change, now } = options;
  const [live] = await readPublications(indexDir);
  const base = live?.generation ?? null;
  const present = change && (await presentText(corpusDir, change.file));
  const candidate = await build(workshop, options);
  const { generation } = candidate.generation.manifest;
  if (generation === base) {
    // What was damaged has been mended: readers are told to open it again.
    if (candidate.isNew) await publish(indexDir, workshop.folder, base, now);
    return null;
  }
  const review = await describe(candidate, base, options, workshop);
  await saveProposal(moderationDir, { review, present, at: now.toISOString() });
  return review;
}

/** Everything that is wrong with a change is said at once, as an answer to it, and before anything is made of it. */
async function build(workshop: Workshop, { change, ...options }: ReviewOptions): Promise<Candidate> {
  if (!change) return buildCandidate(workshop, options);
  const edit = editOf(change);
  const file = path.posix.join(path.basename(path.resolve(options.corpusDir)), edit.file);
  const problems: Problem[] = [];
  if (change.kind === 'add' || change.kind === 'replace')
    checkUpload({ file, text: change.text }, (problem) => problems.push(problem));
  const inspect = (articles: readonly Article[]) => [...problems, ...sameTitles(change.article, file, articles)];
  return buildCandidate(workshop, { ...options, edit, inspect }).catch((error: unknown) => {
    if (!(error instanceof CorpusError)) throw error;
    throw refusalOf([...problems, ...error.problems]);
  });
}

/** Other articles with the title of the one that is changed, which stands in `file`. */
function sameTitles(article: string, file: string, articles: readonly Article[]): Problem[] {
  const title = articles.find(({ id }) => id === article)?.title.toLowerCase();
  return articles
    .filter((other) => other.id !== article && other.title.toLowerCase() === title)
    .map((other) => ({
      file,
      message: `the title "${other.title}" is that of "${other.id}". Members could not tell them apart.`,
      severity: 'error',
    }));
}

function refusalOf(problems: readonly Problem[]): RefusedError {
  const lines = new Set(problems.map((problem) => `  ${formatProblem(problem)}`));
  return new RefusedError(`This cannot be taken:\n${[...lines].join('\n')}`);
}

async function describe(
  candidate: Candidate,
  base: string | null,
  options: ReviewOptions,
  workshop: Workshop,
): Promise<Review> {
  const { generation, before, changes, warnings } = candidate;
  const decisions = await openDecisions(options.moderationDir);
  const history = await decisions.history().finally(() => {
    decisions.close();
  });
  const standing = decisions.standing();
  const unfinished = await unfinishedRollback(options.moderationDir, base, history);
  const asked = await compareQuotes(candidate, standing, options, workshop).then(
    (golden) => ({ golden, goldenProblem: null }),
    (error: unknown) => {
      if (!(error instanceof CorpusError)) throw error;
      return { golden: [], goldenProblem: error.message };
    },
  );
  return {
    generation: generation.manifest.generation,
    base,
    change: options.change,
    ...compareGenerations(before, generation, changes, options.change !== null),
    warnings: [...lostQuarantines(standing.quarantined, before, generation), ...warnings.map(formatProblem)],
    ...asked,
    undoesRollback:
      undoesRollback(history, generation.manifest.generation) || unfinished?.before === generation.manifest.generation,
  };
}

/** The golden questions whose first quote changes, and those that are lost, as members would see it: without what is withheld. @throws {CorpusError} */
async function compareQuotes(
  { before, generation }: Candidate,
  standing: Standing,
  { corpusDir, indexDir, embedder, onProgress }: ReviewOptions,
  workshop: Workshop,
): Promise<GoldenChange[]> {
  const articles = [...(before?.articles.values() ?? []), ...generation.articles.values()];
  const questions = readGoldenQuestions(corpusDir, articles);
  const learned = await openLearned();
  const open = async (one: Generation) => withhold(await createSearcher(one, embedder, learned), standing);
  const opened = before && (await openForSearch(before, graphsFolder(indexDir)));
  const searchers = { before: opened && (await open(opened)), after: await open(generation) };
  const changes: GoldenChange[] = [];
  for (const [done, question] of questions.entries()) {
    onProgress?.({ stage: 'comparing', done, total: questions.length });
    await workshop.beat();
    const old = searchers.before && (await askGoldenQuestion(question, searchers.before));
    const young = await askGoldenQuestion(question, searchers.after);
    const lost = young.place === null && !question.knownMiss && old !== null && old.place !== null;
    const [first, next] = [old?.first ?? null, young.first];
    if (lost || first !== next) changes.push({ ask: question.ask, before: first, after: next, lost });
  }
  return changes;
}
