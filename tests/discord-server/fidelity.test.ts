import { ComponentType, Events, MessageFlags, Routes, type Client } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';
import type { RecordedRequest } from './http.js';
import { findRoute } from './routing.js';
import { openSchema } from './schema.js';

let discord: Discord;
let bot: Client<true>;

beforeAll(async () => {
  discord = await startDiscord({ contentIntentAllowed: true });
  bot = await connectClient(discord);
});
afterAll(async () => {
  await bot.destroy();
  await discord.stop();
});

const BUTTONS = {
  type: ComponentType.ActionRow,
  components: [{ type: ComponentType.Button, style: 1, label: 'More', custom_id: 'more' }],
};

/** Uses every operation that the stand-in has and that answers with something. */
async function useEverything(): Promise<void> {
  const { rest } = bot;
  const { applicationId } = discord;
  const guild = discord.guild().id;
  const general = discord.channel();
  const anna = discord.member({ name: 'Anna' });

  const body = [{ name: 'ask', description: 'Ask' }];
  await rest.put(Routes.applicationGuildCommands(applicationId, guild), { body });
  const made = (await rest.post(Routes.applicationCommands(applicationId), { body: body[0] })) as { id: string };
  await rest.patch(Routes.applicationCommand(applicationId, made.id), { body: { description: 'Ask me' } });
  await rest.put(Routes.applicationCommands(applicationId), { body });
  for (const route of [
    Routes.gateway(),
    Routes.user(),
    Routes.user(anna.id),
    Routes.currentApplication(),
    Routes.oauth2CurrentApplication(),
    Routes.guild(guild),
    Routes.guildChannels(guild),
    Routes.guildRoles(guild),
    Routes.guildMember(guild, anna.id),
    Routes.userGuilds(),
    Routes.applicationCommands(applicationId),
    Routes.applicationCommand(applicationId, made.id),
    Routes.applicationGuildCommands(applicationId, guild),
    Routes.channel(general.id),
  ]) {
    await rest.get(route);
  }

  const question = await anna.says(general, `${discord.bot} why`, { attachments: [{ name: 'a.txt', content: 'a' }] });
  const reference = { message_id: question.id };
  const sent = { content: 'because', embeds: [{ title: 'x' }], components: [BUTTONS], message_reference: reference };
  const answer = (await rest.post(Routes.channelMessages(general.id), { body: sent })) as { id: string };
  await rest.patch(Routes.channelMessage(general.id, answer.id), { body: { content: 'well' } });
  await rest.get(Routes.channelMessage(general.id, question.id));
  await rest.get(Routes.channelMessages(general.id));
  const text = { type: ComponentType.TextDisplay, content: 'x' };
  const container = { type: ComponentType.Container, components: [text, { type: ComponentType.Separator }, BUTTONS] };
  await rest.post(Routes.channelMessages(general.id), {
    body: { flags: MessageFlags.IsComponentsV2, components: [container] },
  });
  const thread = (await rest.post(Routes.threads(general.id, question.id), { body: { name: 'Why' } })) as {
    id: string;
  };
  await rest.get(Routes.channelMessage(general.id, question.id));
  await rest.patch(Routes.channel(thread.id), { body: { archived: true } });
  await rest.post(Routes.userChannels(), { body: { recipient_id: anna.id } });

  bot.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand())
      void interaction.reply({ content: 'x', components: [BUTTONS], withResponse: true });
    else if (interaction.isButton()) void interaction.update({ content: 'y', withResponse: true });
  });
  const asked = await anna.slash('ask');
  const pressed = await anna.press(await asked.reply(), 'More');
  await pressed.reply();
  const webhook = Routes.webhook(applicationId, asked.token);
  await rest.post(webhook, { body: { content: 'x', flags: MessageFlags.Ephemeral } });
  await rest.get(`${webhook}/messages/@original`);
  await rest.patch(`${webhook}/messages/@original`, { body: { content: 'z' } });
  await rest.get(`${webhook}/messages/${asked.followUps[0]!.id}`);
}

/** What Discord's description has to say against an answer of the stand-in. */
function check({ method, path, status, answer }: RecordedRequest): string[] {
  const { route } = findRoute(discord.routes, method, path)!;
  const problems = openSchema()!.checkResponse(method, route.path, status!, answer);
  return problems.map(({ at, message }) => `${route.operation} ${at}: ${message}`);
}

test.skipIf(openSchema() === null)("what the stand-in answers fits Discord's description", async () => {
  await useEverything();
  const answered = discord.requests.filter(({ answer }) => answer !== undefined);
  expect(answered.map(({ status }) => status).filter((status) => status! >= 400)).toEqual([]);
  expect(answered.length).toBeGreaterThan(30);
  expect(answered.flatMap(check)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test("every operation is one of Discord's, under its name and path", () => {
  const names = discord.routes.map(({ operation }) => operation);
  expect(new Set(names).size).toBe(names.length);
  const unknown = discord.routes.filter(
    ({ method, path, operation }) => openSchema()?.nameOf(method, path) !== operation,
  );
  expect(openSchema() ? unknown : []).toEqual([]);
});
