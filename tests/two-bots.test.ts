import { cp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startDiscord, type Discord } from './discord-server/discord.js';
import type { Member } from './discord-server/member.js';
import { endOf, told } from './discord/moderated-bot.js';
import { settingsWithIndex } from './fixtures/ask-index.js';
import { startBotProcess } from './fixtures/bot-process.js';
import { copyCorpus, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';

const indexed = settingsWithIndex();

/** Answered with a passage of each of two articles. */
const QUESTION = 'how do I get off the bar without a jolt? and should I rest or walk the day after my back flared up?';
const STEP = 'Put a box under the bar';
const WALK = 'several short walks usually do more good';
/** The same in other words. */
const NEW_STEP = 'Put a stool under the bar';
const NEW_WALK = 'many short walks usually do more good';

interface Place {
  readonly CORPUS_DIR: string;
  readonly INDEX_DIR: string;
  readonly MODERATION_DIR: string;
}

interface RunningBot {
  readonly discord: Discord;
  readonly member: Member;
  readonly moderator: Member;
}

/** Folders that bots may change. */
async function place(): Promise<Place> {
  const folder = await folderForTest();
  const INDEX_DIR = path.join(folder, 'index');
  await cp(indexed.INDEX_DIR, INDEX_DIR, { recursive: true });
  return { CORPUS_DIR: await copyCorpus(folder), INDEX_DIR, MODERATION_DIR: path.join(folder, 'moderation') };
}

/** A bot in a process of its own, with a Discord of its own. */
async function startBot(folders: Place): Promise<RunningBot> {
  const discord = await startDiscord({ guilds: [{ channels: ['general', 'moderators'], roles: ['Moderators'] }] });
  onTestFinished(async () => {
    await discord.stop();
    expect(discord.violations).toEqual([]);
    expect(discord.pings).toEqual([]);
  });
  const bot = startBotProcess({
    ...folders,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    HOME_GUILD_ID: discord.guild().id,
    MODERATOR_ROLE_IDS: discord.role('Moderators').id,
    MODERATOR_CHANNEL_ID: discord.channel('moderators').id,
    COOLDOWN_SECONDS: '0',
  });
  await bot.logged('Ready');
  return { discord, member: discord.member(), moderator: discord.member({ roles: ['Moderators'] }) };
}

const ask = ({ member }: RunningBot) => told(member, 'ask', { question: QUESTION });

/** Milliseconds until a bot answers so. */
async function timeUntil(bot: RunningBot, isSo: (answer: string) => boolean): Promise<number> {
  const started = performance.now();
  while (!isSo(await ask(bot))) await sleep(20);
  return performance.now() - started;
}

/** Changes the words of two articles, so that an answer of two generations could be told. */
async function rewrite({ CORPUS_DIR }: Place): Promise<void> {
  await replaceIn(path.join(CORPUS_DIR, 'methods/bar-hang.md'), STEP, NEW_STEP);
  await replaceIn(path.join(CORPUS_DIR, 'walking.md'), WALK, NEW_WALK);
}

test('what one bot withholds the other is silent about within a second, and what it publishes both quote', async () => {
  const folders = await place();
  const [first, second] = [await startBot(folders), await startBot(folders)];
  expect(await ask(second)).toContain(WALK);
  const [walking] = await (await first.moderator.autocomplete('corpus quarantine', 'passage', 'short walks')).choices();
  const quarantined = await told(first.moderator, 'corpus quarantine', {
    passage: String(walking!.value),
    reason: 'wrong',
  });
  expect(quarantined).toMatch(/^In quarantine: /);
  expect(await timeUntil(second, (answer) => !answer.includes(WALK))).toBeLessThan(1000);
  expect(await ask(first)).not.toContain(WALK);
  await told(first.moderator, 'corpus release', { passage: 'walking › Short walks beat long rest' });
  await timeUntil(second, (answer) => answer.includes(WALK));

  await rewrite(folders);
  const review = await endOf(await second.moderator.slash('corpus refresh'));
  expect(await ask(first)).toContain(STEP);
  await endOf(await second.moderator.press(review, 'Publish'));
  for (const bot of [first, second]) await timeUntil(bot, (answer) => answer.includes(NEW_STEP));
  expect(await told(first.moderator, 'corpus history')).toMatch(/published[\s\S]*released[\s\S]*into quarantine/);
});

test('of two moderators in two processes who refresh and publish at the same moment one does, and the other is told so', async () => {
  const folders = await place();
  const bots = await Promise.all([startBot(folders), startBot(folders)]);
  await rewrite(folders);
  const refreshed = await Promise.all(
    bots.map(async ({ moderator }) => endOf(await moderator.slash('corpus refresh'))),
  );
  const reviews = refreshed.map(async (message, at) => {
    if (message.labels.includes('Publish')) return message;
    expect(message.text).toMatch(/^Somebody else is at work on the index \(process \d+ on .*\)\. Try again/);
    // The review of the other one waits for everybody.
    const { moderator } = bots[at]!;
    const status = await (await moderator.slash('corpus status')).reply();
    return (await moderator.press(status, status.labels[0]!)).reply();
  });
  const pressed = (await Promise.all(reviews)).map(async (review, at) => {
    expect(review.text).toContain('0 added, 2 changed, 0 removed');
    return (await endOf(await bots[at]!.moderator.press(review, 'Publish'))).text;
  });
  const [published, refused] = (await Promise.all(pressed)).sort(
    (a, b) => Number(b.startsWith('Published')) - Number(a.startsWith('Published')),
  );
  expect(published).toMatch(/^Published: /);
  expect(refused).toMatch(/^(?:Nothing waits under the name|Somebody else is at work on the index)/);
  for (const bot of bots) await timeUntil(bot, (answer) => answer.includes(NEW_STEP));
  expect((await told(bots[0].moderator, 'corpus history')).match(/published/g)).toHaveLength(1);
});

test('while articles are refreshed, published, withheld and rolled back, 50 questions a second are answered, each from one generation', async () => {
  const folders = await place();
  const bot = await startBot(folders);
  await rewrite(folders);
  const answers: Promise<string>[] = [];
  /** The question from which on a section is withheld, and the last one before it is quoted again. */
  const silence = { from: 0, to: 0 };
  let done = false;
  const asking = (async () => {
    for (const started = performance.now(); !done;) {
      answers.push(told(bot.discord.member(), 'ask', { question: QUESTION }));
      await sleep(Math.max(0, started + answers.length * 20 - performance.now()));
    }
  })();
  const review = await endOf(await bot.moderator.slash('corpus refresh'));
  await endOf(await bot.moderator.press(review, 'Publish'));
  await timeUntil(bot, (answer) => answer.includes(NEW_STEP));
  const passage = 'walking › Short walks beat long rest';
  await told(bot.moderator, 'corpus quarantine', { passage, reason: 'wrong' });
  silence.from = answers.length;
  await sleep(300);
  silence.to = answers.length;
  await told(bot.moderator, 'corpus release', { passage });
  await timeUntil(bot, (answer) => answer.includes(NEW_WALK));
  await endOf(await bot.moderator.slash('corpus rollback'));
  await timeUntil(bot, (answer) => answer.includes(STEP));
  done = true;
  await asking;
  const generations = new Map<string, Set<string>>();
  for (const [at, answer] of (await Promise.all(answers)).entries()) {
    const [, generation = 'none'] = /Passages ([0-9a-f]{12})/.exec(answer) ?? [];
    const words = [STEP, NEW_STEP, WALK, NEW_WALK].filter((one) => answer.includes(one)).join(' + ');
    if (at >= silence.from && at < silence.to) expect(words).toBe(NEW_STEP);
    generations.set(generation, (generations.get(generation) ?? new Set()).add(words));
  }
  expect(silence.to - silence.from).toBeGreaterThan(5);
  expect([...generations.values()].map((said) => [...said].sort())).toEqual([
    [`${STEP} + ${WALK}`],
    [NEW_STEP, `${NEW_STEP} + ${NEW_WALK}`],
  ]);
}, 120_000);
