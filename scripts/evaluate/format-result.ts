import type { ComparisonLine } from './comparison.js';
import type { SplitResult } from './evaluate-split.js';
import { COMPARISON_NOTE, formatComparison, formatRetrieval } from './format-retrieval.js';
import { formatMeasures, formatSafety } from './format-safety.js';

/** What a result was measured with. */
export type Setup = Pick<SplitResult, 'split' | 'model' | 'generation' | 'rules'>;

/** A report as Markdown: what the terminal shows and the results folder keeps. */
export function formatResult(result: SplitResult): string {
  return lines([
    `# Results on the ${result.split} split`,
    '',
    setupOf(result),
    '',
    '## Retrieval',
    '',
    ...formatRetrieval(result.retrieval),
    '',
    '## Parts of the search',
    '',
    COMPARISON_NOTE,
    '',
    ...formatComparison(result.ablations),
    '',
    '## Safety',
    '',
    ...formatSafety(result.safety),
    '',
    ...formatMeasures('Each beside an ordinary question', result.mixed),
    ...(result.ordinary
      ? ['', `${result.ordinary.notices} notices on ${result.ordinary.messages} ordinary questions without a sign.`]
      : []),
    ...(result.foreign
      ? ['', ...formatMeasures('Messages in Spanish, French, German and Portuguese', result.foreign)]
      : []),
  ]);
}

export function formatPeers(setup: Setup, compared: readonly ComparisonLine[]): string {
  return lines([
    `# Other libraries on the ${setup.split} split`,
    '',
    setupOf(setup),
    '',
    COMPARISON_NOTE,
    '',
    ...formatComparison(compared),
  ]);
}

export const setupOf = ({ split, model, generation, rules }: Setup) =>
  `${split} split, model ${model.id} (${model.fingerprint}), generation ${generation}, rules ${rules}`;

export const lines = (list: readonly string[]) => `${list.join('\n')}\n`;
