import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked, BesideOrder, BesideResult } from '../../scripts/benchmark/discord/orders.js';
import { endOf, generationOf, review, startMeasuredBot, type MeasuredBot } from './measured-bot.js';

/** Milliseconds of questions before anything is measured, and on both sides of the refresh. */
const WARM_UP = 20_000;
const QUIET = 30_000;
/** Node counts the 10 ms between two looks at the event loop as a delay. */
const LOOK = 10;

/** Questions at a steady pace, first alone, then beside a refresh and a publication, and then alone again. */
export async function measureBeside({ place, questionsASecond, texts }: BesideOrder): Promise<BesideResult> {
  const bot = await startMeasuredBot(place);
  let asked = 0;
  const next = () => texts[asked++ % texts.length]!;
  const during = <T>(action: Promise<T>) => askWhile(bot, action, next, 1000 / questionsASecond);
  try {
    await during(sleep(WARM_UP));
    const { asked: before } = await during(sleep(QUIET));
    const memoryBefore = await bot.process.memoryMb();
    const refresh = await during(review(bot));
    const { message, generation } = refresh.result;
    const publish = await during(publishAndWait(bot, message, generation));
    const { asked: after } = await during(sleep(QUIET));
    const memory = { before: memoryBefore, after: await bot.process.memoryMb() };
    const seconds = { refresh: refresh.seconds, publish: publish.seconds };
    return { before, refresh: refresh.asked, publish: publish.asked, after, seconds, memory };
  } finally {
    await bot.stop();
  }
}

async function publishAndWait(
  { moderator, discord }: MeasuredBot,
  message: Parameters<typeof moderator.press>[0],
  generation: string,
): Promise<void> {
  await endOf(await moderator.press(message, 'Publish'));
  const question = 'why does my lower back hurt when I hang from a bar?';
  const answer = async () => (await (await discord.member().slash('ask', { question })).reply()).text;
  while (generationOf(await answer()) !== generation) await sleep(50);
}

/** Asks until something is over. Each question comes from a member of its own, so that no cooldown answers instead of the bot. */
async function askWhile<T>(
  { discord, process: bot }: MeasuredBot,
  action: Promise<T>,
  next: () => string,
  pause: number,
): Promise<{ result: T; asked: Asked; seconds: number }> {
  // Each look at the measurements begins them anew.
  await bot.eventLoop();
  let over = false;
  const ended = action.finally(() => {
    over = true;
  });
  const times: number[] = [];
  const failures: string[] = [];
  const ask = async () => {
    const interaction = await discord.member().slash('ask', { question: next() });
    const { text } = await interaction.reply();
    times.push(interaction.answeredAfterMs!);
    if (generationOf(text) === null) failures.push(text);
  };
  const questions: Promise<void>[] = [];
  const begun = performance.now();
  while (!over) {
    questions.push(ask().catch((error: unknown) => void failures.push(String(error))));
    await sleep(Math.max(0, begun + questions.length * pause - performance.now()));
  }
  const seconds = (performance.now() - begun) / 1000;
  await Promise.all(questions);
  const { p99, longest } = await bot.eventLoop();
  const asked = { times, failures, delay: Math.max(0, p99 - LOOK), longest: Math.max(0, longest - LOOK) };
  return { result: await ended, asked, seconds };
}
