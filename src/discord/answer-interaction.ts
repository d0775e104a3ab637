import type { APIApplicationCommandInteraction, APIMessageComponentInteraction } from 'discord.js';
import { triage } from '../safety/triage.js';
import { ask, outcomeOf } from './ask.js';
import type { Desk } from './desk.js';
import { memberOf } from './interaction.js';
import { tellingLocale } from './locale.js';
import type { MessageBody } from './message.js';
import type { Surface } from './parts.js';
import { renderAnswer, type Audience } from './render-answer.js';
import { note, NOTES, waitNote } from './render-texts.js';
import type { MessageResponse } from './response.js';

interface Manner {
  readonly surface: Surface;
  /** The member wants all to see the answer. One with a notice is private all the same. */
  readonly shared?: boolean;
  /** The answer takes the place of the message with the menu. */
  readonly inPlace?: boolean;
  /** What triage reads, where it is not the whole text: the part that the member chose. */
  readonly told?: string;
}

/** Answers a question that came as an interaction. Triage says at once whether the answer may be public, before anything is deferred. */
export function answerInteraction(
  text: string,
  interaction: APIApplicationCommandInteraction | APIMessageComponentInteraction,
  desk: Desk,
  { surface, shared = false, inPlace = false, told = text }: Manner,
): MessageResponse {
  const found = triage(told, desk.librarian().rules);
  const asker = memberOf(interaction);
  const hidden = !shared || found.level !== null;
  const audience: Audience = hidden ? { hidden } : { hidden, asker };
  const body = async (): Promise<MessageBody> => {
    const asked = await ask(
      {
        text,
        found,
        id: interaction.id,
        member: asker,
        surface,
        public: !hidden,
        locale: tellingLocale(interaction.locale),
        render: (answer, generation) => renderAnswer(answer, generation, audience),
      },
      desk,
    );
    desk.metrics.question(surface, outcomeOf(asked));
    if (asked.kind === 'answer') return asked.body;
    if (asked.kind === 'busy') return note(NOTES.busy);
    desk.cooldown.markTold(asker);
    return waitNote(asked.seconds);
  };
  return { kind: inPlace ? 'update' : 'reply', surface, hidden, body };
}
