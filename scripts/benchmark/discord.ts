import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '#src/config.js';
import { quantile } from '../statistics/quantile.js';
import { startBotProcess, type BotProcess } from './discord/bot-process.js';
import { startStandIn, type Report, type StandIn } from './discord/stand-in.js';
import { trainingTexts } from './training-texts.js';

/** Commands under way at a time, and how many are sent in all. */
const FIRST = { atOnce: 20, count: 2_000 };
const REST = { atOnce: 20, count: 8_000 };
/**
 * A bot is compared once it has answered 10,000: a process runs for weeks, and until then the compilers of V8 take up to another 0.7 ms of processor
 * time an answer. Its first answers are told of by themselves.
 */
const COMPARED = [
  { atOnce: 1, count: 2_000 },
  { atOnce: 20, count: 2_000 },
  { atOnce: 200, count: 4_000 },
];
type Amount = typeof FIRST;

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
    const first = await compare(FIRST);
    const early = await memoryOf(backchat.bot);
    await compare(REST);
    const resident = await backchat.bot.memoryMb();
    const lines: string[] = [];
    for (const amount of COMPARED) lines.push(...(await compare(amount)));
    // V8 also throws compiled code away when all garbage is collected: not before a comparison that counts.
    const late = { resident, kept: await backchat.bot.keptMb() };
    return [
      `Slash commands through the stand-in for Discord, each from a member of its own; the first ${FIRST.count}`,
      ...first,
      `after ${FIRST.count + REST.count}`,
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
  const line = (what: keyof Memory, questions: number) =>
    `${early[what].toFixed(0)} MB after ${FIRST.count} questions, ${late[what].toFixed(0)} MB after ${questions}: ${(100 * (late[what] / early[what] - 1)).toFixed(1)}%`;
  const warm = FIRST.count + REST.count;
  const all = COMPARED.reduce((sum, { count }) => sum + count, warm);
  return `resident memory ${line('resident', warm)} (to reach: at most 300 MB, less than 5% more); without garbage ${line('kept', all)}`;
}

function formatReport({ violations, pings }: Report): string {
  return `${violations.length} requests that Discord would refuse, ${pings} pings (to reach: none)`;
}
