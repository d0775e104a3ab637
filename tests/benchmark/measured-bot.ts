import { setTimeout as sleep } from 'node:timers/promises';
import { startBotProcess, type BotProcess } from '../../scripts/benchmark/discord/bot-process.js';
import type { BotFolders } from '../../scripts/benchmark/discord/orders.js';
import { startDiscord, type Discord } from '../discord-server/discord.js';
import type { Interaction } from '../discord-server/interaction.js';
import type { Member } from '../discord-server/member.js';
import type { Message } from '../discord-server/message.js';

/** As deploy/ and the Dockerfile start it. */
const AS_DEPLOYED = { NODE_ENV: 'production', MALLOC_MMAP_THRESHOLD_: '1048576' };

/** A bot in a process of its own, with a Discord of its own. */
export interface MeasuredBot {
  readonly discord: Discord;
  readonly moderator: Member;
  readonly process: BotProcess;
  /** @throws when the bot sent what Discord would refuse, or pinged somebody */
  stop(): Promise<void>;
}

export async function startMeasuredBot(place: BotFolders): Promise<MeasuredBot> {
  const discord = await startDiscord({ guilds: [{ channels: ['general'], roles: ['Moderators'] }] });
  const bot = await startBotProcess('main.js', [], {
    ...AS_DEPLOYED,
    ...place,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    HOME_GUILD_ID: discord.guild().id,
    MODERATOR_ROLE_IDS: discord.role('Moderators').id,
    COOLDOWN_SECONDS: '0',
    HEALTH_PORT: '0',
  });
  await discord.connected();
  return {
    discord,
    moderator: discord.member({ roles: ['Moderators'] }),
    process: bot,
    async stop() {
      await bot.stop();
      await discord.stop();
      const [wrong] = [...discord.violations, ...discord.pings];
      if (wrong) throw new Error(`The bot sent what it may not: ${JSON.stringify(wrong)}`);
    },
  };
}

/** Refreshes and gives the review. @throws when it is none that could be published */
export async function review({ moderator }: MeasuredBot): Promise<{ message: Message; generation: string }> {
  const message = await endOf(await moderator.slash('corpus refresh'));
  const generation = /generation `(?<name>[0-9a-f]{12})`/.exec(message.text)?.groups?.name;
  if (generation === undefined || !message.labels.includes('Publish')) throw new Error(`No review: ${message.text}`);
  return { message, generation };
}

/** The message that work ended in: how far it was came before. However long it takes: that is what is measured. */
export async function endOf(asked: Interaction): Promise<Message> {
  while (asked.answeredAfterMs === null) await sleep(5);
  const message = await asked.reply();
  while (message.text.startsWith('⏳')) await sleep(5);
  return message;
}

/** Name of the generation that an answer says it is of. */
export function generationOf(answer: string): string | null {
  return /Passages (?<name>[0-9a-f]{12})/.exec(answer)?.groups?.name ?? null;
}
