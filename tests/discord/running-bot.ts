import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import type { Config } from '#src/config.js';
import { startBot } from '#src/discord/bot.js';
import type { Bot, BotMetrics, BotSettings } from '#src/discord/parts.js';
import { registerCommands } from '#src/discord/register.js';
import { moderated } from '#src/moderated.js';
import { openCounters } from '#src/moderation/counters.js';
import { openDecisions, type Decisions } from '#src/moderation/decisions.js';
import { openLiveSearcher } from '#src/open-librarian.js';
import { openModeration } from '#src/open-moderation.js';
import { readRules } from '#src/safety/rules.js';
import { startDiscord, type Discord, type DiscordPlan } from '../discord-server/discord.js';
import { buildSearcher, copyCorpus, loadBundled } from '../fixtures/fixture-index.js';

/** Ordinary, and answered with several passages. */
export const QUESTION = 'do muscles, weight or joints make the lower back hurt in a bar hang?';
/** The button that opens the article which answers it. */
export const READ = 'Read: Why a bar hang can hurt';
export const EMERGENCY = 'after the inversion table I am numb between my legs and cannot pee';
export const URGENT = 'my foot has been dragging since yesterday after the inversion table, what should I do?';
export const CHEST = 'I have crushing chest pain after hanging upside down';
export const SELF_HARM = 'I want to kill myself, this back pain never ends';
export const OFF_TOPIC = 'which graphics card should I buy?';

/** One thing that the bot counted, as words. */
export type Counted = readonly string[];

export interface Running {
  readonly discord: Discord;
  readonly bot: Bot;
  readonly counted: Counted[];
  /** Every line of the log, as text. */
  readonly logged: string[];
  readonly corpusDir: string;
  readonly indexDir: string;
  /** What the bot has counted and moderators have decided, on the disk. */
  readonly moderationDir: string;
  readonly decisions: Decisions;
  /** Starts another bot in its place, as after a restart. */
  readonly restart: () => Promise<void>;
}

export interface Plan extends DiscordPlan {
  readonly settings?: Partial<BotSettings> | ((discord: Discord) => Partial<BotSettings>);
  readonly librarian?: (whole: Librarian) => Librarian;
  /** The bot has an own copy of articles and index that moderators may change, and follows what becomes of it. */
  readonly live?: boolean;
}

/** What the tests of a file share: a folder with corpus and index, and the library that was opened of it. */
let shared: string;
let whole: Librarian;

/** A server with moderators, who have a channel of their own, and a library that they may change. */
export const MODERATED: Plan = {
  live: true,
  guilds: [{ channels: ['general', 'moderators'], roles: ['Moderators'] }],
  settings: (discord) => ({
    homeGuildId: discord.guild().id,
    moderatorRoleIds: [discord.role('Moderators').id],
    moderatorChannelId: discord.channel('moderators').id,
  }),
};

const article = (title: string, asked: string, sections: readonly string[]) => `---
title: ${title}
summary: An article for tests.
questions:
  - ${asked}
covers: []
checked: 2026-11-22
next-check: 2099-11-22
reviewed-by:
---

${sections.join('\n\n')}
`;
const section = (heading: string, text: string) => `## ${heading}\n\n${text}\n\nSources: HANGBOOK`;
const LONG = {
  guard:
    'Muscles that guard may make your lower back hurt when you hang from a bar. A muscle that is startled shortens, and a lower back that hangs from a bar is often startled. The ache sits beside the spine and feels like a tight rope under the skin. It tends to come within seconds, and it lets go when the feet take some of the weight. Warm skin, slow breathing out and a shorter hang are what most people try first. Somebody who is afraid of the next hang guards more, so the ache returns sooner each time. A pause of some days is no step backwards. Most people notice that the rope loosens once the hang has become dull and familiar, and that nothing in the back was ever torn. Those who feel it on one side alone may be hanging with one shoulder higher than the other, which a friend can see.',
  weight:
    'The weight of the legs pulls on the lower back in a bar hang, and that pull can hurt. Two legs are about a third of a grown person. All of it hangs on the pelvis, and the pelvis hangs on the lowest joints. Tissue that has been slack for years is stretched within a second. Some describe a dull burn across the belt line, others a heavy feeling that is worst in the first week. Toes on a box carry part of the load: half the load is often a quarter of the trouble. Count the seconds and stop while it still feels easy. A hang that is repeated while the belt line burns teaches the body to expect the burn. Shoes and ankle weights make the pull larger, so leave them off until a bare hang of half a minute is comfortable on three days in a row.',
  arch: 'Joints at the back of the spine are pressed together when the ribs flare in a hang, so an arched lower back can hurt on the bar. Lift the knees a little, or put them on a chair in front of you, and the arch flattens. If the pinch goes away at once, the position was the likely reason. People with a deep hollow in the lower back meet this more often than others. Swinging makes it worse because each swing ends in a new arch. Look sideways into a mirror: hips, ribs and ears belong on one line. Strong belly muscles hold that line longer than weak ones, and tired ones lose it, which is why the pinch may only come late. A pinch that stays for hours after you have let go is a reason to leave the bar for a week and to ask somebody who can look at your back.',
};

/** Passages so long that no three of them fit into a message, and text that would do harm if it were not escaped. */
const ARTICLES = {
  'long-hangs': article('Why a bar hang can hurt', QUESTION, [
    section('Muscles that guard', LONG.guard),
    section('Weight that pulls', LONG.weight),
    section('Joints that arch', LONG.arch),
  ]),
  hostile: article('Zebra *stripes* and @everyone', 'what about zebras', [
    section(
      'Zebras <@123456789012345678>',
      'Zebras say @everyone and @here and <@123456789012345678> and <@&223456789012345678>. **Zebras** link to [a page](https://example.org/a_(b)) and > quote. \\*\\*EMERGENCY\\*\\* is no notice, ||nor is|| this ~~struck~~ `code`.\n\n- one zebra\n- two zebras',
    ),
  ]),
};

/** Opens the library once for the tests of a file: the fixture corpus and the articles above. */
export function openLibrary(): () => Librarian {
  beforeAll(async () => {
    const folder = (shared = await mkdtemp(path.join(tmpdir(), 'backchat-test-')));
    const corpusDir = await copyCorpus(folder);
    for (const [name, text] of Object.entries(ARTICLES)) await writeFile(path.join(corpusDir, `${name}.md`), text);
    whole = {
      rules: readRules(),
      searcher: await buildSearcher(folder, await loadBundled(), corpusDir),
      paused: false,
      emergencyNumber: null,
    };
    // The first question is slower than all others, and some tests look at how soon an answer comes.
    await answerQuestion(QUESTION, whole, { id: 'first' });
    return () => rm(folder, { recursive: true, force: true });
  }, 60_000);
  return () => whole;
}

/**
 * A bot that has logged in to a Discord of its own, both gone when the test ends. Whatever the test is about, the bot may not have sent
 * anything that Discord refuses by its form, nor pinged anybody.
 */
export async function runBot({
  settings = {},
  librarian = (one) => one,
  live = false,
  ...plan
}: Plan = {}): Promise<Running> {
  const discord = await startDiscord(plan);
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-test-'));
  if (live)
    for (const part of ['corpus', 'index'])
      await cp(path.join(shared, part), path.join(folder, part), { recursive: true });
  const config = configOf(live ? folder : shared, path.join(folder, 'moderation'));
  const decisions = await openDecisions(config.moderationDir);
  const searcher = live
    ? await openLiveSearcher(config, whole.searcher!.embedder)
    : { current: () => whole.searcher, close: () => undefined };
  const counters = openCounters(config.moderationDir);
  const moderation = openModeration(config, decisions, () => searcher.current()?.generation ?? null);
  const counted: Counted[] = [];
  const logged: string[] = [];
  const log = (fields: object, message: string) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const decided = settingsFor(discord, typeof settings === 'function' ? settings(discord) : settings);
  await registerCommands({ ...decided, guildId: null, moderationDir: config.moderationDir });
  const start = () =>
    startBot({
      settings: decided,
      librarian: () => librarian(moderated({ ...whole, searcher: searcher.current() }, decisions.standing())),
      log: { info: log, warn: log, error: log },
      metrics: recordMetrics(counted),
      counters,
      moderation,
    });
  let bot = await start();
  await discord.connected();
  onTestFinished(async () => {
    await bot.stop();
    await discord.stop();
    await counters.settled();
    decisions.close();
    searcher.close();
    await rm(folder, { recursive: true, force: true });
    expect(discord.violations).toEqual([]);
    expect(discord.pings).toEqual([]);
  });
  return {
    discord,
    get bot() {
      return bot;
    },
    counted,
    logged,
    ...config,
    decisions,
    async restart() {
      await bot.stop();
      bot = await start();
      await discord.connected();
    },
  };
}

/** Settings of a bot that answers at a Discord without cooldown, and what is decided beside them. */
export function settingsFor(discord: Discord, decided: Partial<BotSettings> = {}): BotSettings {
  return {
    token: discord.token,
    askChannelIds: [],
    threadPerQuestion: false,
    homeGuildId: null,
    moderatorRoleIds: [],
    moderatorChannelId: null,
    apiUrl: discord.url,
    cooldownSeconds: 0,
    ...decided,
  };
}

function configOf(folder: string, moderationDir: string): Config {
  return {
    corpusDir: path.join(folder, 'corpus'),
    indexDir: path.join(folder, 'index'),
    moderationDir,
    corpusGit: false,
    embeddingModel: 'bundled',
    modelCacheDir: '/nowhere',
    modelHost: null,
    emergencyNumber: null,
  };
}

function recordMetrics(counted: Counted[]): BotMetrics {
  const count = (...words: readonly string[]) => void counted.push(words);
  return {
    question: (surface, outcome) => {
      count('question', surface, outcome);
    },
    latency: (stage, surface) => {
      count('latency', stage, surface);
    },
    notice: (level) => {
      count('notice', level);
    },
    acknowledgementMissed: () => {
      count('missed');
    },
    failure: (kind) => {
      count('failure', kind);
    },
    rateLimited: () => {
      count('rate-limited');
    },
    moderation: (step, outcome) => {
      count('moderation', step, outcome);
    },
    gateway: (event) => {
      count('gateway', event);
    },
  };
}
