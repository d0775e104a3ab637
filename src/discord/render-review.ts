import type { GoldenChange, PassageExample, Review } from '../moderation/review.js';
import { ButtonStyle } from 'discord.js';
import { brief, withLists } from './lines.js';
import { button, message, row, type MessageBody } from './message.js';

const TITLE = 60;
const QUESTION = 70;
const WARNING = 220;
const EXCERPT = 90;
/** Characters of agreeing text that are shown before the first difference. */
const LEAD = 20;

/** What publishing a candidate would do, with the buttons that decide. */
export function renderReview(review: Review): MessageBody {
  const { generation, base, change, articles, passages, warnings, golden, goldenProblem, undoesRollback } = review;
  const head = [
    `**Review of generation \`${generation}\`** (live now: ${base === null ? 'none' : `\`${base}\``})`,
    ...(change === null ? [] : [`Proposed: ${change.kind} ${brief(change.file, TITLE)}`]),
    `Passages: ${passages.added} added, ${passages.changed} changed, ${passages.removed} removed`,
    ...(goldenProblem === null ? [] : [`⚠️ The golden questions could not be asked: ${brief(goldenProblem, WARNING)}`]),
    ...(undoesRollback ? ['⚠️ **This would bring back the text that was rolled back last.**'] : []),
  ];
  const lost = golden.filter((one) => one.lost).length;
  const lists = [
    { heading: '**Articles**', lines: linesOfArticles(articles) },
    {
      heading: `**Golden questions whose first quote changes: ${golden.length}**${lost > 0 ? ` (⚠️ ${lost} lost)` : ''}`,
      lines: golden.toSorted((a, b) => Number(b.lost) - Number(a.lost)).map(lineOfGolden),
    },
    { heading: `**Warnings: ${warnings.length}**`, lines: warnings.map((warning) => `- ${brief(warning, WARNING)}`) },
    { heading: '**Examples**', lines: review.examples.map(linesOfExample) },
  ];
  const buttons = [
    button('Publish', { kind: 'publish', generation }, { style: ButtonStyle.Success }),
    button('Discard', { kind: 'discard', generation }, { style: ButtonStyle.Danger }),
    change !== null && change.kind !== 'remove' ? button('Preview', { kind: 'preview', generation, page: null }) : null,
  ];
  const content = withLists(head.join('\n'), lists, 'Nothing changes until you publish.');
  return message(content, { hidden: true, rows: row(buttons) });
}

function linesOfArticles({ added, changed, removed }: Review['articles']): string[] {
  const line = (what: string) => (title: string) => `- ${what}: ${brief(title, TITLE)}`;
  return [...added.map(line('added')), ...changed.map(line('changed')), ...removed.map(line('removed'))];
}

function lineOfGolden({ ask, before, after, lost }: GoldenChange): string {
  const quoted = (place: string | null) => (place === null ? 'nothing' : brief(place, TITLE));
  return `- ${lost ? '⚠️ lost: ' : ''}“${brief(ask, QUESTION)}”: ${quoted(before)} → ${quoted(after)}`;
}

function linesOfExample({ kind, title, heading, before, after }: PassageExample): string {
  const from = before !== null && after !== null ? firstDifference(before, after) : 0;
  const excerpt = (text: string) => brief(`${from > 0 ? '…' : ''}${text.slice(from)}`, EXCERPT);
  return [
    `- ${kind}: ${brief(title, TITLE)} › ${brief(heading, TITLE)}`,
    ...(before === null ? [] : [`  - before: ${excerpt(before)}`]),
    ...(after === null ? [] : [`  - after: ${excerpt(after)}`]),
  ].join('\n');
}

/** Where an excerpt begins that shows the first difference: at a word a little before it. */
function firstDifference(before: string, after: string): number {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return at <= LEAD ? 0 : before.lastIndexOf(' ', at - LEAD) + 1;
}

/** What was done, in place of the review. */
export function renderPublished(generation: string): string {
  return `Published: generation \`${generation}\` answers now, in every process within a second. **/corpus rollback** goes back.`;
}
