import type { APIApplicationCommandInteraction, APIMessageComponentInteraction } from 'discord.js';
import { REMARKS, type Answer } from '../answer/answer.js';
import { triageFollowUp } from '../safety/follow-up.js';
import { triage } from '../safety/triage.js';
import { ask } from './ask.js';
import type { Desk } from './desk.js';
import { memberOf } from './interaction.js';
import { tellingLocale } from './locale.js';
import type { MessageBody } from './message.js';
import type { Surface } from './parts.js';
import { hasWords } from './question-in.js';
import { renderAnswer, type Audience } from './render-answer.js';
import { renderHelp } from './render-texts.js';
import { reply, type MessageResponse } from './response.js';
import { patienceNote, turnAway } from './turn-away.js';

interface Manner {
  readonly surface: Surface;
  /** The member wants all to see the answer. One with a notice is private all the same. */
  readonly shared?: boolean;
  /** The answer takes the place of the message with the menu. */
  readonly inPlace?: boolean;
  /** What triage reads, where it is not the whole text: the part that the member chose. */
  readonly told?: string;
  /** The message that the text follows up. */
  readonly previous?: string | undefined;
}

/**
 * Answers a question that came as an interaction. Triage says at once whether the answer may be public, before anything is deferred; what is said instead
 * of an answer is private and takes no menu away.
 */
export function answerInteraction(
  text: string,
  interaction: APIApplicationCommandInteraction | APIMessageComponentInteraction,
  desk: Desk,
  { surface, shared = false, inPlace = false, told = text, previous }: Manner,
): MessageResponse {
  const { rules } = desk.librarian();
  const found = triageFollowUp(triage(told, rules), previous, rules);
  if (found.level === null && !hasWords(text)) return reply(surface, renderHelp);
  const asker = memberOf(interaction);
  const away = turnAway(found, asker, desk);
  if (away) {
    desk.metrics.question(surface, away.kind);
    return reply(surface, () => patienceNote(away, asker, desk));
  }
  const hidden = !shared || found.level !== null;
  const audience: Audience = hidden ? { hidden } : { hidden, asker };
  const withReason = (answer: Answer): Answer =>
    shared && hidden ? { ...answer, remarks: [...answer.remarks, REMARKS['not-shared']] } : answer;
  const body = async (): Promise<MessageBody> => {
    const asked = await ask(
      {
        text,
        found,
        id: interaction.id,
        surface,
        public: !hidden,
        locale: tellingLocale(interaction.locale),
        previous,
        render: (answer, generation) => renderAnswer(withReason(answer), generation, audience),
      },
      desk,
    );
    desk.metrics.question(surface, asked.answer.kind);
    return asked.body;
  };
  return { kind: inPlace ? 'update' : 'reply', surface, hidden, body };
}
