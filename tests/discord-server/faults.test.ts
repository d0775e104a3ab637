import { Routes, type Client } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';

let discord: Discord;
let bot: Client<true>;
let route: `/${string}`;

beforeEach(async () => {
  discord = await startDiscord();
  bot = await connectClient(discord, { rest: { retries: 2 } });
  route = Routes.channelMessages(discord.channel().id);
});
afterEach(async () => {
  await bot.destroy();
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

const say = (content: string) => bot.rest.post(route, { body: { content } });
const statuses = () => discord.requestsTo('create_message').map(({ status }) => status);
const said = () => [...discord.world.messages.values()].map(({ content }) => content);

test('a server error is tried again by the client', async () => {
  discord.fail('create_message', { status: 503, times: 2 });
  await say('hello');
  expect(statuses()).toEqual([503, 503, 200]);
  expect(said()).toEqual(['hello']);
});

test('a refusal on demand carries its code', async () => {
  discord.fail('create_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
  await expect(say('hello')).rejects.toMatchObject({ status: 403, code: 50_013 });
});

test('a socket that is cut after the message was made leads to a second one', async () => {
  discord.fail('create_message', { afterDoing: true, cut: true });
  await say('hello');
  expect(statuses()).toEqual([null, 200]);
  expect(said()).toEqual(['hello', 'hello']);
});

test('a socket that is cut at once does nothing', async () => {
  discord.fail('create_message', { cut: true });
  await say('hello');
  expect(said()).toEqual(['hello']);
});

test.each([false, true])('429 is waited out (global: %s)', async (global) => {
  discord.fail('create_message', { status: 429, retryAfterMs: 120, global });
  await say('hello');
  const [first, second] = discord.requestsTo('create_message');
  expect(statuses()).toEqual([429, 200]);
  expect(second!.atMs - first!.atMs).toBeGreaterThan(100);
});

test('a limit is announced in the headers, and a client that heeds it never meets 429', async () => {
  discord.limit('create_message', { requests: 2, perMs: 400 });
  await Promise.all(['a', 'b', 'c', 'd'].map(say));
  expect(statuses()).toEqual([200, 200, 200, 200]);
  const [first, , third] = discord.requestsTo('create_message');
  expect(third!.atMs - first!.atMs).toBeGreaterThan(300);
});

test('a limit that is passed is 429', async () => {
  discord.limit('create_message', { requests: 1, perMs: 60_000 });
  const send = () =>
    fetch(discord.url + route, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'hello' }),
    });
  expect((await send()).status).toBe(200);
  const refused = await send();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(await refused.json()).toMatchObject({ global: false });
});

test('an answer can be slow', async () => {
  discord.fail('create_message', { delayMs: 150 });
  const start = performance.now();
  await say('hello');
  expect(performance.now() - start).toBeGreaterThan(140);
  expect(statuses()).toEqual([200]);
});

test('requests are recorded in order, with their time and what was answered', async () => {
  await say('one');
  await say('two');
  const [one, two] = discord.requestsTo('create_message');
  expect([one!.body, two!.body]).toEqual([{ content: 'one' }, { content: 'two' }]);
  expect(two!.atMs).toBeGreaterThan(one!.atMs);
  expect(one!.answer).toMatchObject({ content: 'one' });
});
