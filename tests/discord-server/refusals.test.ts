import { Routes, type Client } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';
import type { Message } from './message.js';

let discord: Discord;
let bot: Client<true>;

beforeAll(async () => {
  discord = await startDiscord({
    guilds: [
      {
        channels: [
          'general',
          { name: 'hidden', botMayNot: ['ViewChannel'] },
          { name: 'mute', botMayNot: ['SendMessages', 'CreatePublicThreads'] },
          { name: 'forgetful', botMayNot: ['ReadMessageHistory'] },
        ],
      },
    ],
  });
  bot = await connectClient(discord);
});
afterAll(async () => {
  await bot.destroy();
  await discord.stop();
});

const body = { content: 'hello' };
const post = (name: string, extra = {}) =>
  bot.rest.post(Routes.channelMessages(discord.channel(name).id), { body: { ...body, ...extra } });

/** A message of somebody else in the channel `general`. */
const foreign = (): Promise<Message> => discord.member().says(discord.channel(), 'why');

describe('requests that Discord refuses although they are well formed', () => {
  afterEach(() => {
    expect(discord.violations).toEqual([]);
  });

  test.each<[string, { status: number; code: number }, () => Promise<unknown>]>([
    ['an unknown channel', { status: 404, code: 10_003 }, () => bot.rest.post(Routes.channelMessages('1'), { body })],
    ['a channel the bot cannot see', { status: 403, code: 50_001 }, () => post('hidden')],
    ['a channel it cannot write in', { status: 403, code: 50_013 }, () => post('mute')],
    [
      'an unknown message',
      { status: 404, code: 10_008 },
      () => bot.rest.get(Routes.channelMessage(discord.channel().id, '1')),
    ],
    ['an unknown user', { status: 404, code: 10_013 }, () => bot.rest.get(Routes.user('1'))],
    [
      'an unknown member',
      { status: 404, code: 10_007 },
      () => bot.rest.get(Routes.guildMember(discord.guild().id, '1')),
    ],
    ['an unknown server', { status: 404, code: 10_004 }, () => bot.rest.get(Routes.guild('1'))],
    [
      'an unknown interaction',
      { status: 404, code: 10_062 },
      () => bot.rest.post(Routes.interactionCallback('1', 'x'), { body: { type: 5 } }),
    ],
    [
      'an unknown webhook',
      { status: 404, code: 10_015 },
      () => bot.rest.post(Routes.webhook(discord.applicationId, 'x'), { body }),
    ],
    [
      'commands of another application',
      { status: 403, code: 50_001 },
      () => bot.rest.get(Routes.applicationCommands('1')),
    ],
    [
      'an unknown command',
      { status: 404, code: 10_063 },
      () => bot.rest.get(Routes.applicationCommand(discord.applicationId, '1')),
    ],
    [
      'a reply to a message that is gone',
      { status: 400, code: 50_035 },
      () => post('general', { message_reference: { message_id: '1' } }),
    ],
    [
      'a reply where the bot cannot look back',
      { status: 403, code: 160_002 },
      () => post('forgetful', { message_reference: { message_id: '1' } }),
    ],
    [
      "editing somebody else's message",
      { status: 403, code: 50_005 },
      async () => {
        const { id, channel } = await foreign();
        return bot.rest.patch(Routes.channelMessage(channel.id, id), { body });
      },
    ],
    [
      "deleting somebody else's message",
      { status: 403, code: 50_013 },
      async () => {
        const { id, channel } = await foreign();
        return bot.rest.delete(Routes.channelMessage(channel.id, id));
      },
    ],
    [
      "deleting somebody's private message",
      { status: 403, code: 50_003 },
      async () => {
        const anna = discord.member();
        const { id } = await anna.says(anna.dm, 'why');
        return bot.rest.delete(Routes.channelMessage(anna.dm.id, id));
      },
    ],
    [
      'writing to somebody who takes no private messages',
      { status: 403, code: 50_007 },
      () => {
        const anna = discord.member();
        anna.closeDms();
        return bot.rest.post(Routes.channelMessages(anna.dm.id), { body });
      },
    ],
    [
      'a thread where the bot may not open one',
      { status: 403, code: 50_013 },
      async () => {
        const { id, channel } = await discord.member().says(discord.channel('mute'), 'why');
        return bot.rest.post(Routes.threads(channel.id, id), { body: { name: 'Why' } });
      },
    ],
    [
      'writing in a locked thread',
      { status: 400, code: 50_083 },
      () => {
        const thread = discord.member().startsThread(discord.channel(), 'Why');
        thread.thread!.locked = true;
        return bot.rest.post(Routes.channelMessages(thread.id), { body });
      },
    ],
    [
      'a channel that was deleted',
      { status: 404, code: 10_003 },
      () => {
        const thread = discord.member().startsThread(discord.channel(), 'Why');
        discord.deleteChannel(thread);
        return bot.rest.post(Routes.channelMessages(thread.id), { body });
      },
    ],
  ])('%s', async (_, expected, attempt) => {
    await expect(attempt()).rejects.toMatchObject(expected);
  });

  test('permissions that are taken away later count at once', async () => {
    await post('general');
    discord.forbid(discord.channel(), 'SendMessages');
    await expect(post('general')).rejects.toMatchObject({ code: 50_013 });
    discord.channel().overwrites.splice(0);
  });

  test('a reply that may miss its message becomes an ordinary one', async () => {
    const reference = { message_id: '1', fail_if_not_exists: false };
    await expect(post('general', { message_reference: reference })).resolves.not.toHaveProperty('message_reference');
  });

  test('a wrong token in the header is 401', async () => {
    const response = await fetch(`${discord.url}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } });
    expect(response.status).toBe(401);
  });
});

test('an operation that the stand-in does not have is said aloud', async () => {
  await expect(bot.rest.put(`/channels/${discord.channel().id}/pins/1`)).rejects.toMatchObject({ status: 404 });
  expect(discord.violations).toMatchObject([{ code: 'UNKNOWN_ROUTE' }]);
});
