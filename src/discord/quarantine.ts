import { createHash } from 'node:crypto';
import type { NamedSection } from '../corpus/article.js';
import { RefusedError } from '../moderation/refused-error.js';
import { decideQuarantine, decideRelease, nameSection } from '../moderation/quarantine.js';
import type { Generation } from '../search-index/generation.js';
import { MAX_REASON } from './corpus-command.js';
import type { FoundSection } from './find-sections.js';
import { brief } from './lines.js';
import { menu, message, shorten, type MessageBody } from './message.js';
import type { Moderation } from './parts.js';
import { note } from './render-texts.js';

const NAME = 200;

/** Withholds a section, or asks which of several: an answer may quote more than one. */
export async function withhold(
  sections: readonly FoundSection[],
  reason: string,
  by: string,
  { decisions, generation }: Moderation,
): Promise<MessageBody> {
  const [only, ...others] = sections;
  if (only === undefined)
    throw new RefusedError(
      'No section was found that is quoted now. Choose one from the list, or give the id of a passage or the link to an answer of the bot that others can see.',
    );
  if (others.length > 0) return askWhich(sections, reason);
  const passages = generation()?.passages ?? [];
  await decisions.record(decideQuarantine(only.passage, reason, by, passages, decisions.standing()));
  return note(
    `In quarantine: ${brief(titleSection(only, generation()), NAME)}. No process quotes it from now on, also after edits and restarts, until **/corpus release**. Answers that stand in channels stay there.`,
  );
}

/** The menu's values carry the passage and the reason, so that it works after a restart. */
function askWhich(sections: readonly FoundSection[], reason: string): MessageBody {
  const options = sections.map(({ title, heading, passage }) => ({
    label: `${heading} (${title})`,
    value: `${passage} ${shorten(reason, MAX_REASON)}`.trim(),
  }));
  return message('That answer quotes several sections. Which one is withheld?', {
    hidden: true,
    rows: [menu('The section', { kind: 'withhold', passage: null }, options)],
  });
}

/** A passage and a reason from the menu's value. */
export function readChoice(value: string): { readonly passage: string; readonly reason: string } {
  const [passage = '', ...words] = value.split(' ');
  return { passage, reason: words.join(' ') };
}

/** A name for a section that fits a choice's value, whatever its heading. */
export function keyOfSection(section: NamedSection): string {
  return createHash('sha256').update(nameSection(section)).digest('hex').slice(0, 12);
}

/** Shows a section again: the one that was chosen, or typed as the history names it. */
export async function release(typed: string, by: string, { decisions, generation }: Moderation): Promise<MessageBody> {
  const standing = decisions.standing();
  const chosen = standing.quarantined.find((one) => keyOfSection(one) === typed);
  const named = chosen ? nameSection(chosen) : typed;
  await decisions.record(decideRelease(named, by, generation()?.passages ?? [], standing));
  const title = chosen ? titleSection(chosen, generation()) : typed;
  return note(`Released: ${brief(title, NAME)} is quoted again.`);
}

/** A section with the title of its article, where that is known. */
export function titleSection({ article, heading }: NamedSection, generation: Generation | null): string {
  return nameSection({ article: generation?.articles.get(article)?.title ?? article, heading });
}
