import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ApplicationCommandOptionType, Client, Events } from 'discord.js';
import { expect, test } from 'vitest';
import type { BurstTimes } from './burst.js';
import { INTENTS } from './client.js';

const RUN = fileURLToPath(new URL('../../dist/tests/discord-server/run.js', import.meta.url));

test('the stand-in runs in a process of its own and measures a burst', async () => {
  const server = fork(RUN);
  const hear = async <T>() => ((await once(server, 'message')) as [T])[0];
  const { url, token } = await hear<{ url: string; token: string }>();
  const ask = async <T>(order: object): Promise<T> => {
    server.send({ id: 1, ...order });
    return (await hear<{ result: T }>()).result;
  };

  const bot = new Client({ intents: INTENTS, rest: { api: url } });
  bot.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply(interaction.options.getString('question', true));
  });
  const ready = once(bot, Events.ClientReady);
  await bot.login(token);
  await ready;
  const options = [{ type: ApplicationCommandOptionType.String, name: 'question', description: 'Q' }] as const;
  await bot.application!.commands.set([{ name: 'ask', description: 'Ask', options }]);

  const burst = { ask: 'burst', command: 'ask', option: 'question', texts: ['a', 'b', 'c'], count: 10, atOnce: 4 };
  const { acknowledgedMs, answeredMs } = await ask<BurstTimes>(burst);
  expect(acknowledgedMs).toHaveLength(10);
  expect(answeredMs.every((time, at) => time >= acknowledgedMs[at]! && time > 0)).toBe(true);
  expect(await ask({ ask: 'report' })).toMatchObject({ violations: [], pings: 0 });

  await bot.destroy();
  const left = once(server, 'exit');
  await ask({ ask: 'stop' });
  expect(await left).toEqual([0, null]);
});
