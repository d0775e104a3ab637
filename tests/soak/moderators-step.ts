import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision } from '#src/moderation/decision.js';
import { standingAfter } from '#src/moderation/standing.js';
import type { Interaction } from '../discord-server/interaction.js';
import type { Member } from '../discord-server/member.js';
import type { Message } from '../discord-server/message.js';
import type { KillableBot } from './killable-bot.js';

/** What a moderator does while the bot is killed. */
export type Action = 'refresh' | 'publish' | 'quarantine' | 'rollback';
export const ACTIONS: readonly Action[] = ['refresh', 'publish', 'quarantine', 'rollback'];

/** Answered by the section that is withheld and released. */
export const QUESTION = 'how do I get off the pull up bar without a jolt';
export const WORDS = 'down onto it, one foot after the other';
const SECTION = 'bar-hang › Stepping off the bar';
const FILE = 'methods/bar-hang.md';
/** Where every round writes its number. */
const MARK = /Put a \S+ under the bar/;
/** Milliseconds between two looks. */
const GLANCE = 2;

/** An action up to its last command or button, which is still to be pressed. */
export interface Step {
  /** The decision that it becomes, or null where it is none. */
  readonly becomes: Decision['kind'] | null;
  /** How the bot begins when it confirms it. */
  readonly confirmation: string;
  /** Presses it, and gives what the bot says in the end. @throws when the bot is killed before that */
  take(): Promise<Message>;
}

export interface Situation {
  readonly moderator: Member;
  readonly bot: KillableBot;
  readonly corpusDir: string;
  /** What was decided until now. */
  readonly history: readonly Decision[];
}

/** Prepares an action as a moderator would. Every number is another text of the article, in the folder or sent as a file. */
export async function prepareStep(action: Action, number: number, situation: Situation): Promise<Step> {
  const { moderator, bot, corpusDir, history } = situation;
  const endOf = (asked: Promise<Interaction>) => lastWords(asked, bot);
  const file = path.join(corpusDir, FILE);
  const text = (await readFile(file, 'utf8')).replace(MARK, `Put a box-${number} under the bar`);
  const refresh = async () => {
    await writeFile(file, text);
    return endOf(moderator.slash('corpus refresh'));
  };
  const replace = () => {
    const upload = { name: 'bar-hang.md', content: text };
    return endOf(moderator.slash('corpus replace', { article: 'bar-hang', file: upload }));
  };
  switch (action) {
    case 'refresh':
      return { becomes: null, confirmation: '**Review of generation', take: refresh };
    case 'publish': {
      const review = await (number % 2 === 0 ? refresh() : replace());
      const take = () => endOf(moderator.press(review, 'Publish'));
      return { becomes: 'publish', confirmation: 'Published', take };
    }
    case 'rollback': {
      const take = () => endOf(moderator.slash('corpus rollback'));
      return { becomes: 'rollback', confirmation: 'Rolled back', take };
    }
    case 'quarantine': {
      if (standingAfter(history).quarantined.length > 0) {
        const take = () => endOf(moderator.slash('corpus release', { passage: SECTION }));
        return { becomes: 'release', confirmation: 'Released', take };
      }
      const values = { passage: SECTION, reason: 'a test' };
      const take = () => endOf(moderator.slash('corpus quarantine', values));
      return { becomes: 'quarantine', confirmation: 'In quarantine', take };
    }
  }
}

/** The message that work ends in: how far it is comes before. However long it takes. */
async function lastWords(asked: Promise<Interaction>, bot: KillableBot): Promise<Message> {
  const interaction = await asked;
  while (interaction.answeredAfterMs === null || interaction.original!.text.startsWith('⏳')) {
    if (bot.killed()) throw new Error('The bot was killed before it said more.');
    await sleep(GLANCE);
  }
  return interaction.original!;
}
