import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Both, RefreshOrder, RefreshTimes } from '../../scripts/benchmark/discord/orders.js';
import { endOf, generationOf, review, startMeasuredBot, type MeasuredBot } from './measured-bot.js';

/** Milliseconds between an answer and the next question while something is waited for: more of them would take the time of what is measured. */
const GLANCE = 50;

/** How long moderators and members wait with two bots on the same folders, one of which is told. */
export async function measureRefresh(order: RefreshOrder): Promise<RefreshTimes> {
  const { place, file, rounds, question, passage, words } = order;
  const bots = { told: await startMeasuredBot(place), other: await startMeasuredBot(place) };
  const { told } = bots;
  const answer = async ({ discord }: MeasuredBot) =>
    (await (await discord.member().slash('ask', { question })).reply()).text;
  /** Milliseconds from now until a bot answers so. */
  const until = async (bot: MeasuredBot, isSo: (answer: string) => boolean) => {
    const begun = performance.now();
    while (!isSo(await answer(bot))) await sleep(GLANCE);
    return performance.now() - begun;
  };
  const untilBoth = async (act: () => Promise<unknown>, isSo: (answer: string) => boolean): Promise<Both> => {
    const both = [until(told, isSo), until(bots.other, isSo)] as const;
    await act();
    return { told: await both[0], other: await both[1] };
  };
  const does = (command: string, values: Record<string, string>) => async () =>
    endOf(await told.moderator.slash(command, values));

  const times = { review: [] as number[], publish: [] as Both[], quarantine: [] as Both[] };
  try {
    for (let round = 0; round < rounds; round++) {
      await rewrite(path.join(place.CORPUS_DIR, file), round);
      const begun = performance.now();
      const { message, generation } = await review(told);
      times.review.push(performance.now() - begun);
      const publish = async () => endOf(await told.moderator.press(message, 'Publish'));
      times.publish.push(await untilBoth(publish, (text) => generationOf(text) === generation));

      for (const bot of [told, bots.other])
        if (!(await answer(bot)).includes(words)) throw new Error(`"${words}" does not answer "${question}".`);
      const withhold = does('corpus quarantine', { passage, reason: 'measured' });
      times.quarantine.push(await untilBoth(withhold, (text) => !text.includes(words)));
      await untilBoth(does('corpus release', { passage }), (text) => text.includes(words));
    }
  } finally {
    await told.stop();
    await bots.other.stop();
  }
  return times;
}

/** Changes a word of one passage. */
async function rewrite(file: string, round: number): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/So \w+/, `So often${'again'.repeat(round)}`));
}
