import { Client, DiscordjsErrorCodes, Events, Status } from 'discord.js';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { connectClient, INTENTS, INTENTS_WITH_CONTENT } from './client.js';
import { startDiscord, type Discord, type DiscordPlan } from './discord.js';

let discord: Discord;
let client: Client | undefined;

async function begin(plan: DiscordPlan = {}, intents = INTENTS): Promise<Client<true>> {
  discord = await startDiscord(plan);
  const ready = await connectClient(discord, { intents });
  client = ready;
  return ready;
}

afterEach(async () => {
  await client?.destroy();
  client = undefined;
  await discord.stop();
});

/** Texts that a client was told from now on. */
function listen(to: Client): string[] {
  const heard: string[] = [];
  to.on(Events.MessageCreate, (message) => heard.push(message.content));
  return heard;
}

test('a client logs in and knows servers, channels, roles and what it may do', async () => {
  const bot = await begin({
    guilds: [
      { name: 'Backs', channels: ['general', { name: 'closed', botMayNot: ['SendMessages'] }], roles: ['Moderators'] },
      { name: 'Necks', channels: ['chat'] },
    ],
  });
  expect(bot.user.id).toBe(discord.applicationId);
  expect(bot.guilds.cache.map(({ name }) => name)).toEqual(['Backs', 'Necks']);
  const backs = bot.guilds.cache.first()!;
  expect(backs.channels.cache.map(({ name }) => name)).toEqual(['general', 'closed']);
  expect(backs.roles.cache.map(({ name }) => name)).toContain('Moderators');
  const maySend = backs.channels.cache.map((channel) => channel.permissionsFor(bot.user)!.has('SendMessages'));
  expect(maySend).toEqual([true, false]);
  expect(discord.moments).toContain('identified');
});

test('a wrong token is refused', async () => {
  discord = await startDiscord();
  client = new Client({ intents: INTENTS, rest: { api: discord.url } });
  await expect(client.login('wrong')).rejects.toThrow(
    expect.objectContaining({ code: DiscordjsErrorCodes.TokenInvalid }),
  );
});

test('the Message Content intent is refused unless its owner switched it on', async () => {
  discord = await startDiscord({ contentIntentAllowed: false });
  client = new Client({ intents: INTENTS_WITH_CONTENT, rest: { api: discord.url } });
  await expect(client.login(discord.token)).rejects.toThrow('disallowed intents');
});

test('after a dropped socket the client resumes and hears what it missed', async () => {
  const bot = await begin({ contentIntentAllowed: true }, INTENTS_WITH_CONTENT);
  const heard = listen(bot);
  discord.dropGateway();
  await discord.member().says(discord.channel(), 'said in between');
  await expect.poll(() => heard).toEqual(['said in between']);
  expect(discord.moments.filter((moment) => moment === 'identified')).toHaveLength(1);
  expect(discord.moments.at(-1)).toBe('resumed');
});

test('a client that is asked to reconnect resumes', async () => {
  const bot = await begin();
  discord.askToReconnect();
  await expect.poll(() => discord.moments).toContain('resumed');
  expect(bot.ws.status).toBe(Status.Ready);
});

test('after an invalid session the client identifies anew', async () => {
  const bot = await begin();
  const readyAgain = once(bot, Events.ShardReady);
  discord.invalidateSession();
  await readyAgain;
  expect(discord.moments.filter((moment) => moment === 'identified')).toHaveLength(2);
});

test('a session that Discord forgot cannot be resumed', async () => {
  const bot = await begin();
  const readyAgain = once(bot, Events.ShardReady);
  discord.forgetSessions();
  discord.dropGateway();
  await readyAgain;
  expect(discord.moments).toContain('refused to resume');
  expect(discord.moments.filter((moment) => moment === 'identified')).toHaveLength(2);
});

test('heartbeats are answered; a client that hears nothing comes back by itself', async () => {
  await begin({ heartbeatMs: 150 });
  await expect.poll(() => discord.moments.filter((moment) => moment === 'heartbeat').length).toBeGreaterThan(2);
  expect(discord.moments).not.toContain('closed');
  discord.answerHeartbeats(false);
  await expect.poll(() => discord.moments).toContain('closed');
  discord.answerHeartbeats(true);
  await expect.poll(() => discord.moments).toContain('resumed');
});

test('a server has an outage and comes back; being thrown out is something else', async () => {
  const bot = await begin();
  const happened: string[] = [];
  bot.on(Events.GuildUnavailable, () => happened.push('outage'));
  bot.on(Events.GuildAvailable, () => happened.push('back'));
  bot.on(Events.GuildDelete, () => happened.push('thrown out'));
  discord.loseGuild();
  await expect(bot.rest.get(`/channels/${discord.channel().id}`)).rejects.toMatchObject({ status: 503 });
  discord.restoreGuild();
  await expect.poll(() => happened).toEqual(['outage', 'back']);
  discord.kickBot();
  await expect.poll(() => happened).toEqual(['outage', 'back', 'thrown out']);
});

test('a server that is away from the start comes later', async () => {
  discord = await startDiscord({ guilds: [{ name: 'Backs', available: false }] });
  const bot = (client = await connectClient(discord, { waitGuildTimeout: 50 }));
  expect(bot.guilds.cache.map(({ available }) => available)).toEqual([false]);
  discord.restoreGuild();
  await expect.poll(() => bot.guilds.cache.map(({ available }) => available)).toEqual([true]);
});

test('quiet comes after the answer of a bot that has to think', async () => {
  const bot = await begin();
  bot.on(Events.MessageCreate, ({ author, channelId }) => {
    if (author.bot) return;
    for (const end = performance.now() + 150; performance.now() < end;);
    setImmediate(() => void bot.rest.post(`/channels/${channelId}/messages`, { body: { content: 'hm' } }));
  });
  await discord.member().says(discord.channel(), 'why');
  await discord.quiet();
  expect(discord.requestsTo('create_message')).toHaveLength(1);
  expect(discord.requestsTo('create_message')[0]!.status).toBe(200);
});

test('events come only for intents that were asked for, and from channels the bot can see', async () => {
  const bot = await begin({ guilds: [{ channels: ['general', { name: 'staff', botMayNot: ['ViewChannel'] }] }] });
  const heard: string[] = [];
  bot.on(Events.MessageCreate, ({ channelId }) => heard.push(channelId));
  bot.on(Events.GuildMemberAdd, () => heard.push('member'));
  const anna = discord.member();
  await anna.says(discord.channel('staff'), 'hidden');
  await anna.says(discord.channel(), 'seen');
  await anna.says(anna.dm, 'private');
  await discord.quiet();
  expect(heard).toEqual([discord.channel().id, anna.dm.id]);
});

test('a malformed event reaches the client as it is', async () => {
  const bot = await begin();
  const raw: string[] = [];
  bot.on(Events.Raw as never, ({ t }: { t: string }) => raw.push(t));
  discord.sendRaw('NOT_AN_EVENT', null);
  await expect.poll(() => raw).toContain('NOT_AN_EVENT');
});
