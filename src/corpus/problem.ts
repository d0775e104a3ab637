import { OwnError } from '../own-error.js';

/** Something in the corpus folder that its author has to know about, with the place and the remedy in the message. */
export interface Problem {
  /** Path as a person would type it, from the folder that holds the corpus: `corpus/methods/dose.md`. */
  readonly file: string;
  /** 1-based line, where one can be named. */
  readonly line?: number;
  readonly message: string;
  /** Errors keep a corpus from being indexed, warnings do not. */
  readonly severity: 'error' | 'warning';
}

/** Where `check` functions put what they find, so that all problems are reported at once. */
export type Report = (problem: Problem) => void;

/** `corpus/methods/dose.md:12: message`, the form editors make clickable. */
export function formatProblem({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** The corpus cannot be used. The message lists every error found, one a line. */
export class CorpusError extends OwnError {
  override readonly name = 'CorpusError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(`The corpus has ${count}:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`);
    this.problems = problems;
  }
}
