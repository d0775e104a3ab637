import { Events, Routes, type Client } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectClient, INTENTS, INTENTS_WITH_CONTENT } from './client.js';
import { startDiscord, type Discord } from './discord.js';

describe('what the bot may read', () => {
  let discord: Discord;
  const clients: Client[] = [];

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.destroy()));
    await discord.stop();
  });

  /** What two sessions of the bot, without and with the intent, were told that somebody said. */
  async function overhear(say: (discord: Discord) => Promise<unknown>, contentIntentAllowed = true) {
    discord = await startDiscord({ contentIntentAllowed });
    const heard = await Promise.all(
      (contentIntentAllowed ? [INTENTS, INTENTS_WITH_CONTENT] : [INTENTS]).map(async (intents) => {
        const client = await connectClient(discord, { intents });
        clients.push(client);
        const texts: string[] = [];
        client.on(Events.MessageCreate, ({ content, author }) => author.bot || texts.push(content));
        return texts;
      }),
    );
    await say(discord);
    await discord.quiet();
    return heard.map((texts) => texts.at(-1));
  }

  test('content is hidden unless the intent was asked for', async () => {
    expect(await overhear((d) => d.member().says(d.channel(), 'why'))).toEqual(['', 'why']);
  });

  test('content is hidden where the intent is not allowed', async () => {
    expect(await overhear((d) => d.member().says(d.channel(), 'why'), false)).toEqual(['']);
  });

  test('a message that mentions the bot shows its content', async () => {
    const heard = await overhear((d) => d.member().says(d.channel(), `${d.bot} why`), false);
    expect(heard).toEqual([`${discord.bot} why`]);
  });

  test('a private message shows its content', async () => {
    const say = (d: Discord) => {
      const anna = d.member();
      return anna.says(anna.dm, 'why');
    };
    expect(await overhear(say, false)).toEqual(['why']);
  });

  test.each([
    ['shows its content when it pings', true, 'and then?'],
    ['hides it when the ping was switched off', false, ''],
  ])('a reply to the bot %s', async (_, pingReplied, expected) => {
    const say = async (d: Discord) => {
      const channel = d.channel();
      await clients[0]!.rest.post(Routes.channelMessages(channel.id), { body: { content: 'an answer' } });
      await d.member().says(channel, 'and then?', { replyTo: await d.nextMessage(channel), pingReplied });
    };
    expect(await overhear(say, false)).toEqual([expected]);
  });

  test('somebody else being mentioned shows nothing', async () => {
    expect(await overhear((d) => d.member().says(d.channel(), `${d.member().mention} why`), false)).toEqual(['']);
  });
});

describe('messages of members and of the bot', () => {
  let discord: Discord;
  let bot: Client<true>;

  beforeAll(async () => {
    discord = await startDiscord({ guilds: [{ roles: ['Moderators'] }], contentIntentAllowed: true });
    bot = await connectClient(discord, { intents: INTENTS_WITH_CONTENT });
  });
  afterAll(async () => {
    await bot.destroy();
    await discord.stop();
  });
  afterEach(() => {
    expect(discord.violations).toEqual([]);
  });

  test('edits and deletions of a message are told', async () => {
    const happened: string[] = [];
    bot.on(Events.MessageUpdate, (_, message) => happened.push(`now ${message.content}`));
    bot.on(Events.MessageDelete, ({ id }) => happened.push(`gone ${id}`));
    bot.on(Events.MessageBulkDelete, (gone) => happened.push(`${gone.size} gone`));
    const anna = discord.member();
    const general = discord.channel();
    const message = await anna.says(general, 'why');
    const others = [await anna.says(general, 'one'), await anna.says(general, 'two')];
    anna.edits(message, 'how');
    anna.deletes(message);
    discord.member({ permissions: ['ManageMessages'] }).purges(general, others);
    await expect.poll(() => happened).toEqual(['now how', `gone ${message.id}`, '2 gone']);
  });

  test('a reply carries the message it answers, and a bot is a bot', async () => {
    const general = discord.channel();
    const question = await discord.member({ name: 'Anna' }).says(general, 'why');
    const heard = new Promise<[string, boolean]>((resolve) => {
      bot.on(Events.MessageCreate, (message) => {
        if (message.reference) resolve([message.mentions.repliedUser!.username, message.author.bot]);
      });
    });
    await discord.otherBot().says(general, 'because', { replyTo: question });
    expect(await heard).toEqual(['Anna', true]);
  });

  test('a nonce is used once when the bot insists', async () => {
    const general = discord.channel();
    const body = { content: 'once', nonce: '7', enforce_nonce: true };
    const first = (await bot.rest.post(Routes.channelMessages(general.id), { body })) as { id: string };
    const second = (await bot.rest.post(Routes.channelMessages(general.id), { body })) as { id: string };
    expect(second.id).toBe(first.id);
    const third = (await bot.rest.post(Routes.channelMessages(general.id), {
      body: { content: 'once', nonce: '7' },
    })) as { id: string };
    expect(third.id).not.toBe(first.id);
  });

  test('of the messages after one the nearest are listed, the newest of them first', async () => {
    const general = discord.channel();
    const said: { readonly id: string }[] = [];
    for (const text of ['a', 'b', 'c', 'd']) said.push(await discord.member().says(general, text));
    const listed = async (query: Record<string, string>) => {
      const answer = await bot.rest.get(Routes.channelMessages(general.id), { query: new URLSearchParams(query) });
      return (answer as { id: string }[]).map(({ id }) => said.findIndex((one) => one.id === id));
    };
    expect(await listed({ after: said[0]!.id, limit: '2' })).toEqual([2, 1]);
    expect(await listed({ before: said[2]!.id, limit: '2' })).toEqual([1, 0]);
    expect(await listed({ limit: '2' })).toEqual([3, 2]);
  });

  test('files that are sent along can be fetched', async () => {
    const channel = await bot.channels.fetch(discord.channel().id);
    if (!channel?.isSendable()) throw new Error('not a text channel');
    const sent = await channel.send({ content: 'see', files: [{ attachment: Buffer.from('a,b'), name: 'table.csv' }] });
    const file = await fetch(sent.attachments.first()!.url);
    expect(await file.text()).toBe('a,b');
  });

  test('a thread grows out of a message, and messages in it come and go like others', async () => {
    const general = discord.channel();
    const question = await discord.member().says(general, 'why');
    const updates: (string | null)[] = [];
    bot.on(Events.MessageUpdate, (_, message) => updates.push(message.editedAt?.toISOString() ?? null));
    const channel = await bot.channels.fetch(general.id);
    if (!channel || !('messages' in channel)) throw new Error('not a text channel');
    const message = await channel.messages.fetch(question.id);
    const thread = await message.startThread({ name: 'Why' });
    await thread.send('because');
    expect(question.thread!.name).toBe('Why');
    expect((await discord.nextMessage(question.thread!)).text).toBe('because');
    expect(updates).toEqual([null]); // Discord tells of the thread by an update that is no edit
    const again = bot.rest.post(Routes.threads(general.id, question.id), { body: { name: 'Again' } });
    await expect(again).rejects.toMatchObject({ code: 160_004 });
  });

  test('a member starts a thread, and the bot hears what is said in it', async () => {
    const anna = discord.member();
    const thread = anna.startsThread(discord.channel(), 'Hanging');
    const heard = new Promise<boolean>((resolve) => {
      bot.on(Events.MessageCreate, ({ channel }) => {
        if (channel.id === thread.id) resolve(channel.isThread());
      });
    });
    await anna.says(thread, 'why');
    expect(await heard).toBe(true);
  });
});
