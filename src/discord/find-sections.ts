import { ComponentType, type APIMessage } from 'discord.js';
import { sectionOf, type NamedSection, type Passage } from '../corpus/article.js';
import { nameSection } from '../moderation/quarantine.js';
import { RefusedError } from '../moderation/refused-error.js';
import type { Generation } from '../search-index/generation.js';
import { decode } from './action.js';
import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import { findPassage } from './pages.js';

/** A section and one of its passages. */
export interface FoundSection extends NamedSection {
  readonly title: string;
  readonly passage: string;
}

/** What "Copy Message Link" gives. */
const LINK =
  /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(?<channel>\d{17,20})\/(?<message>\d{17,20})\/?$/;

/** The sections that were meant: that of a passage's id or of a name as the history writes it, or those which an answer of the bot quotes. None where the library has them no more. @throws {RefusedError} */
export async function findSections(typed: string, desk: Desk): Promise<FoundSection[]> {
  const link = LINK.exec(typed)?.groups;
  const generation = desk.moderation.generation();
  if (link) return sectionsOf(await passagesIn(link.channel!, link.message!, desk), generation);
  const isMeant = (passage: Passage) => passage.id === typed || nameSection(sectionOf(passage)) === typed;
  const meant = generation?.passages.filter(isMeant) ?? [];
  return sectionsOf(
    meant.map(({ id }) => id),
    generation,
  );
}

/** The sections of passages, each once. */
export function sectionsOf(
  passages: readonly string[],
  generation: Pick<Generation, 'articles'> | null,
): FoundSection[] {
  const found = new Map<string, FoundSection>();
  if (!generation) return [];
  for (const id of passages) {
    const passage = findPassage(id, generation);
    const title = passage && generation.articles.get(passage.article)?.title;
    if (!passage || title === undefined) continue;
    const section = sectionOf(passage);
    const name = nameSection(section);
    if (!found.has(name)) found.set(name, { ...section, title, passage: id });
  }
  return [...found.values()];
}

/** The passages that a message of the bot shows, as its buttons name them. Nothing else of the message is looked at. */
async function passagesIn(channel: string, id: string, desk: Desk): Promise<string[]> {
  let message: APIMessage;
  try {
    message = await desk.api.read(channel, id);
  } catch (error) {
    desk.metrics.failure(failureKind(error));
    throw new RefusedError(
      'That message cannot be read: it is gone, only one member sees it, or the bot may not look into its channel. Choose the section from the list instead.',
      { cause: error },
    );
  }
  if (message.author.id !== desk.me) throw new RefusedError('That message is no answer of the bot.');
  const rows = (message.components ?? []).filter((part) => part.type === ComponentType.ActionRow);
  const buttons = rows.flatMap(({ components }) => components);
  return buttons.flatMap((part) => {
    const action = 'custom_id' in part ? decode(part.custom_id) : null;
    if (action?.kind === 'vote') return action.passages;
    return action?.kind === 'read' || action?.kind === 'turn' ? [action.passage] : [];
  });
}
