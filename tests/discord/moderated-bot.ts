import { expect } from 'vitest';
import type { Interaction } from '../discord-server/interaction.js';
import type { Member } from '../discord-server/member.js';
import type { Message } from '../discord-server/message.js';
import { MODERATED, QUESTION, runBot, type Plan, type Running } from './running-bot.js';

/** The article that answers `QUESTION`, and how its first section begins. */
export const FILE = 'long-hangs.md';
export const GUARD = 'Muscles that guard may make your lower back hurt';
/** Other words for that. */
export const ON_GUARD = 'Muscles on guard may make your lower back hurt';

export interface Moderated extends Running {
  readonly moderator: Member;
}

/** A bot whose corpus a moderator may change. */
export async function runModerated(plan: Plan = {}): Promise<Moderated> {
  const running = await runBot({ ...MODERATED, ...plan });
  return Object.assign(running, { moderator: running.discord.member({ roles: ['Moderators'] }) });
}

/** The message that work ended in: how far it was came before. */
export async function endOf(asked: Interaction): Promise<Message> {
  // It is done at low priority: where much else runs beside it the first word may take its time too.
  await eventually(() => asked.answeredAfterMs).not.toBeNull();
  const message = await asked.reply();
  await eventually(() => message.text).not.toMatch(/^⏳/u);
  return message;
}

/** Looks again until it is so: processes of a slow machine take their time. */
export const eventually: typeof expect.poll = (look) => expect.poll(look, { timeout: 60_000 });

/** What a command is answered with. */
export const told = async (member: Member, ...command: Parameters<Member['slash']>) =>
  (await (await member.slash(...command)).reply()).text;

/** What the bot quotes for the question that the long article answers. */
export async function quotedNow({ discord }: Running): Promise<string> {
  return told(discord.member(), 'ask', { question: QUESTION });
}
