import { Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Librarian } from '#src/answer-question.js';
import { startBot } from '#src/discord/bot.js';
import { createClient } from '#src/discord/client.js';
import { observe } from '#src/discord/observe.js';
import type { BotMetrics } from '#src/discord/parts.js';
import { openCounters } from '#src/moderation/counters.js';
import { startDiscord } from '../discord-server/discord.js';
import { openLibrary, QUESTION, runBot, settingsFor, type Running } from './running-bot.js';

openLibrary();

/** The bot answers, and none of its answers was lost or said twice. */
async function answers({ discord }: Running): Promise<void> {
  const answer = await (await discord.member().slash('ask', { question: QUESTION })).reply();
  expect(answer.text).toMatch(/^> \*\*/);
}

/** Resolves when the bot has counted something on the connection. */
async function sees({ counted }: Running, event: string): Promise<void> {
  await expect.poll(() => counted, { timeout: 15_000 }).toContainEqual(['gateway', event]);
}

describe('the connection', () => {
  test('is resumed when it drops, and what was said meanwhile is answered once', async () => {
    const running = await runBot();
    const { discord } = running;
    discord.dropGateway();
    await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await sees(running, 'resumed');
    await discord.nextMessage(discord.channel());
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(1);
    await answers(running);
  });

  test('follows when Discord asks to reconnect', async () => {
    const running = await runBot();
    running.discord.askToReconnect();
    await sees(running, 'resumed');
    await answers(running);
  });

  test('begins anew when the session is gone', async () => {
    const running = await runBot();
    running.discord.forgetSessions();
    running.discord.dropGateway();
    await sees(running, 'reconnecting');
    await running.discord.connected();
    await expect.poll(() => running.bot.ready(), { timeout: 15_000 }).toBe(true);
    await answers(running);
    const said = running.counted.filter(([what]) => what === 'gateway').map(([, event]) => event);
    expect([said[0], said[1], said.at(-1)]).toEqual(['ready', 'reconnecting', 'ready']);
  });

  test('begins anew when Discord calls the session invalid', async () => {
    const running = await runBot();
    running.discord.invalidateSession();
    await sees(running, 'reconnecting');
    await running.discord.connected();
    await expect.poll(() => running.bot.ready(), { timeout: 15_000 }).toBe(true);
    await answers(running);
  });

  test('survives a storm of drops', async () => {
    const running = await runBot();
    for (let drop = 0; drop < 5; drop++) {
      running.discord.dropGateway();
      await running.discord.connected();
    }
    await sees(running, 'resumed');
    await answers(running);
  });

  test('survives a server that is out of reach, and packets that make no sense', async () => {
    const running = await runBot();
    const { discord, logged } = running;
    discord.loseGuild();
    await sees(running, 'unavailable');
    discord.restoreGuild();
    discord.sendRaw('INTERACTION_CREATE', { nonsense: true });
    discord.sendRaw('INTERACTION_CREATE', { id: '1', token: 'x', type: 2, data: {} });
    discord.sendRaw('MESSAGE_CREATE', { id: 'x' });
    discord.sendRaw('MESSAGE_UPDATE', { id: 'x', edited_timestamp: '2026-01-01T00:00:00Z' });
    discord.sendRaw('MESSAGE_DELETE_BULK', {});
    await answers(running);
    expect(logged.join('\n')).toContain('An event could not be handled');
  });
});

test('an error of the connection is counted and logged', () => {
  const client = createClient({ askChannelIds: [], apiUrl: null });
  const told: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => told.push(fields) };
  const metrics = { failure: (kind: string) => told.push(kind) } as unknown as BotMetrics;
  observe(client, { log, metrics });
  const err = new TypeError('a fault');
  client.emit(Events.ShardError, err, 0);
  expect(told).toEqual(['TypeError', { kind: 'TypeError', err }]);
});

test('a connection that Discord ends for good is said to have ended', async () => {
  const { discord, bot, counted } = await runBot();
  expect(bot.ready()).toBe(true);
  discord.dropGateway(4004);
  await bot.ended;
  expect(bot.ready()).toBe(false);
  expect(counted).toContainEqual(['gateway', 'invalidated']);
});

describe('rate limits', () => {
  test('are obeyed: an answer that meets one comes later', async () => {
    const running = await runBot();
    const { discord, counted } = running;
    discord.limit('create_message', { requests: 1, perMs: 200 });
    discord.fail('create_message', { status: 429, retryAfterMs: 50 });
    for (const times of [1, 2]) {
      await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
      expect((await discord.nextMessage(discord.channel())).text, `question ${times}`).toMatch(/^> \*\*/);
    }
    expect(counted).toContainEqual(['rate-limited']);
  });
});

describe('stopping', () => {
  test('takes no longer where the session was just lost', async () => {
    const running = await runBot();
    running.discord.invalidateSession();
    const identified = () => running.discord.moments.filter((moment) => moment === 'identified');
    await expect.poll(identified, { timeout: 15_000, interval: 1 }).toHaveLength(2);
    const begun = performance.now();
    await running.bot.stop();
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('finishes what is under way, takes nothing new, and disconnects', async () => {
    const held: (() => void)[] = [];
    const slow = (whole: Librarian): Librarian => {
      const { searcher } = whole;
      const embed = async (text: string, role: 'question' | 'passage') => {
        await new Promise<void>((resolve) => held.push(resolve));
        return searcher!.embedder.embed(text, role);
      };
      return { ...whole, searcher: { ...searcher!, embedder: { ...searcher!.embedder, embed } } };
    };
    const running = await runBot({ librarian: slow });
    const { discord, bot } = running;
    const asked = await discord.member().slash('ask', { question: QUESTION });
    await expect.poll(() => held.length).toBe(1);
    const stopped = bot.stop();
    expect(bot.ready()).toBe(false);
    const late = await discord.member().slash('ask', { question: QUESTION });
    held[0]!();
    await stopped;
    expect((await asked.reply()).text).toMatch(/^> \*\*/);
    expect(late.acknowledgement).toBeNull();
    expect(running.counted.filter(([what]) => what === 'gateway')).toEqual([['gateway', 'ready']]);
  });
});

test('a token that Discord refuses is an error, not a bot that never answers', async () => {
  const discord = await startDiscord();
  const refused = startBot({
    settings: settingsFor(discord, { token: 'bm90.a.token' }),
    librarian: (): Librarian => ({}) as never,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: new Proxy({}, { get: () => () => undefined }) as never,
    counters: openCounters('/nowhere'),
    moderation: {} as never,
  });
  await expect(refused).rejects.toThrow();
  await discord.stop();
});

test('an intent that is not allowed is an error that is said at once', async () => {
  const running = runBot({ contentIntentAllowed: false, settings: { askChannelIds: ['1'] } });
  await expect(running).rejects.toThrow(/intents/i);
});
