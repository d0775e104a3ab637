import { ComponentType, type APIMessageComponentInteraction } from 'discord.js';
import { RefusedError } from '../moderation/refused-error.js';
import type { Action } from './action.js';
import { answerModerator } from './answer-moderator.js';
import { publishCandidate } from './corpus-work.js';
import type { Desk } from './desk.js';
import { sectionsOf } from './find-sections.js';
import { memberOf } from './interaction.js';
import { readChoice, withhold } from './quarantine.js';
import { refuseOthers } from './refuse-others.js';
import { renderHistory } from './render-history.js';
import { renderPreview } from './render-preview.js';
import { renderReview } from './render-review.js';
import { note, NOTES } from './render-texts.js';
import type { MessageBody } from './message.js';
import type { Response } from './response.js';

const KINDS = ['publish', 'discard', 'review', 'preview', 'history', 'withhold'] as const;

/** What only moderators may do with a button or a menu. */
export type ModeratorsAction = Extract<Action, { kind: (typeof KINDS)[number] }>;

/** Whether an action is for moderators. */
export function isForModerators(action: Action): action is ModeratorsAction {
  return (KINDS as readonly string[]).includes(action.kind);
}

/** What a moderator's button or menu asks for. Whether it is a moderator who pressed it is asked anew. */
export function decideForModerators(
  action: ModeratorsAction,
  interaction: APIMessageComponentInteraction,
  desk: Desk,
): Response {
  const step = `button-${action.kind}`;
  const refused = refuseOthers(interaction, step, desk);
  if (refused) return refused;
  const by = memberOf(interaction);
  const { moderation } = desk;
  const answer = (body: () => MessageBody | Promise<MessageBody>) => answerModerator(step, desk, body);
  const inPlace = (body: () => MessageBody | Promise<MessageBody>): Response => ({ ...answer(body), kind: 'update' });
  switch (action.kind) {
    case 'publish':
      return publishCandidate(step, by, desk, action.generation);
    case 'discard':
      return inPlace(async () => {
        await moderation.corpus.discard(action.generation, by);
        return note(`Discarded: generation \`${action.generation}\` will not be published. Nothing has changed.`);
      });
    case 'review':
      return answer(async () => renderReview(await requireReview(action.generation, desk)));
    case 'preview':
      return (action.page === null ? answer : inPlace)(async () => {
        const live = moderation.generation();
        if (!live) return note(NOTES.closed);
        return renderPreview(await requireReview(action.generation, desk), live, action.page ?? 0);
      });
    case 'history':
      return inPlace(async () => renderHistory(await moderation.decisions.history(), action.page));
    case 'withhold': {
      const chosen = interaction.data.component_type === ComponentType.StringSelect ? interaction.data.values[0] : null;
      const { passage, reason } = chosen ? readChoice(chosen) : { passage: action.passage ?? '', reason: REPORTED };
      const sections = sectionsOf([passage], moderation.generation());
      return (chosen ? inPlace : answer)(() => withhold(sections, reason, by, moderation));
    }
  }
}

/** Why a section is withheld that a moderator has just read a report of. */
const REPORTED = 'reported by members';

async function requireReview(generation: string, { moderation }: Desk) {
  const review = await moderation.corpus.proposal(generation);
  if (review) return review;
  throw new RefusedError('That proposal does not wait any more: it was published, discarded, or is older than a day.');
}
