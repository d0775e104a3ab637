import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '#src/config.js';
import { quantile } from '../statistics/quantile.js';
import { startBotProcess, type BotProcess } from './discord/bot-process.js';
import { startStandIn, type Report, type StandIn } from './discord/stand-in.js';
import { trainingTexts } from './training-texts.js';

/**
 * Commands under way at a time, and how many are sent in all. Memory is read after a round number of them. A process is warm after the first: until
 * then the compilers of V8 take a millisecond of processor time an answer beside, once in its life.
 */
const WARM_UP = { atOnce: 20, count: 1_700 };
const ONE_BY_ONE = { atOnce: 1, count: 300 };
const SOME = { atOnce: 20, count: 1_300 };
const MANY = { atOnce: 200, count: 2_000 };
const REST = { atOnce: 20, count: 4_400 };

type Amount = typeof WARM_UP;

/** A bot and the Discord that it is connected to, each in a process of its own. */
interface Subject {
  readonly name: string;
  readonly discord: StandIn;
  readonly bot: BotProcess;
}

/**
 * The bot against the stand-in and, in turns in the same run, a bot that replies with a fixed text. Times run from the event leaving the stand-in to
 * the bot's request coming in, so that both hold the same share of sockets and of the machine.
 */
export async function benchmarkDiscord({ corpusDir, indexDir }: Config): Promise<string> {
  const texts = await trainingTexts();
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-benchmark-'));
  const [ours, theirs] = [await startStandIn(), await startStandIn()];
  const settings = {
    DISCORD_TOKEN: ours.token,
    DISCORD_API_URL: ours.url,
    CORPUS_DIR: corpusDir,
    INDEX_DIR: indexDir,
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  const backchat = { name: 'Backchat', discord: ours, bot: await startBotProcess('main.js', [], settings) };
  const words = [theirs.url, theirs.token];
  const fixed = {
    name: 'fixed text',
    discord: theirs,
    bot: await startBotProcess('scripts/benchmark/discord/fixed-reply-bot.js', words, {}),
  };
  try {
    const compare = async (amount: Amount) => [
      await measure(fixed, texts, amount),
      await measure(backchat, texts, amount),
    ];
    await compare(WARM_UP);
    const lines = await compare(ONE_BY_ONE);
    // Collecting the garbage of one of the two bots gives its memory back, to be asked for again: not just before a comparison that counts.
    const early = await memoryOf(backchat.bot);
    lines.push(...(await compare(SOME)), ...(await compare(MANY)));
    await ours.burst({ ...REST, texts });
    const late = await memoryOf(backchat.bot);
    return [
      'Slash commands through the stand-in for Discord, each from a member of its own',
      ...lines,
      formatMemory(early, late),
      formatReport(await ours.report()),
    ].join('\n  ');
  } finally {
    for (const { bot, discord } of [backchat, fixed]) {
      await bot.stop();
      await discord.stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

/** One line of the table. */
async function measure({ name, discord, bot }: Subject, texts: readonly string[], amount: Amount): Promise<string> {
  const before = await bot.cpuMs();
  const { acknowledgedMs, answeredMs } = await discord.burst({ ...amount, texts });
  const cpuMs = (await bot.cpuMs()) - before;
  return [
    `${String(amount.atOnce).padStart(3)} at once, ${name.padEnd(10)}`,
    `acknowledged ${formatTimes(acknowledgedMs)}`,
    `answered ${formatTimes(answeredMs)}`,
    `CPU ${(cpuMs / amount.count).toFixed(2)} ms an answer`,
  ].join('  ');
}

function formatTimes(times: readonly number[]): string {
  return `p50 ${quantile(times, 0.5).toFixed(1)} p99 ${quantile(times, 0.99).toFixed(1)} ms`;
}

interface Memory {
  /** Resident megabytes as they are, garbage that waits to be collected included. */
  readonly resident: number;
  /** The same once it is collected: when V8 does that by itself is chance, and moves what is resident by some 5%. */
  readonly kept: number;
}

async function memoryOf(bot: BotProcess): Promise<Memory> {
  return { resident: await bot.memoryMb(), kept: await bot.keptMb() };
}

function formatMemory(early: Memory, late: Memory): string {
  const all = [WARM_UP, ONE_BY_ONE, SOME, MANY, REST].reduce((sum, { count }) => sum + count, 0);
  const growth = (what: keyof Memory) => `${(100 * (late[what] / early[what] - 1)).toFixed(1)}%`;
  const line = (what: keyof Memory) =>
    `${early[what].toFixed(0)} MB after ${WARM_UP.count + ONE_BY_ONE.count} questions, ${late[what].toFixed(0)} MB after ${all}: ${growth(what)}`;
  return `resident memory ${line('resident')} (to reach: at most 300 MB); without garbage ${line('kept')} (to reach: less than 5%)`;
}

function formatReport({ violations, pings }: Report): string {
  return `${violations.length} requests that Discord would refuse, ${pings} pings (to reach: none)`;
}
