import { cp, watch } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDiscord } from '../discord-server/discord.js';
import { expectNothingLost, historyIn, type Place } from './expect-nothing-lost.js';
import { startKillableBot } from './killable-bot.js';
import { ACTIONS, prepareStep, type Action, type Step } from './moderators-step.js';

export interface RangeOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly corpus: string;
  readonly main: string;
}

/** A bot on folders of its own, with a Discord of its own, and what comes after it. */
export interface Range {
  /** Kills the bot in an action and looks at what the next one makes of it. @throws with everything that is known when something was lost */
  kill(action: Action, random: () => number): Promise<'underWay' | 'confirmed'>;
  close(): Promise<void>;
}

/** Where an instant is counted from: most of a publication is the start of its process, and most steps to die between come after that. */
type Beginning = 'the command' | 'the work at the index';

/** How the longest time of an action is corrected by what became of the bot: most are to die before they confirm. */
const TOO_LATE = 0.85;
const IN_TIME = 1.03;

/** Every action is done once without a killing, which shows how long it takes on this machine now. */
export async function openRange({ folder, corpus, main }: RangeOptions): Promise<Range> {
  const place: Place = {
    CORPUS_DIR: path.join(folder, 'corpus'),
    INDEX_DIR: path.join(folder, 'index'),
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  await cp(corpus, place.CORPUS_DIR, { recursive: true });
  const discord = await startDiscord({ guilds: [{ channels: ['general'], roles: ['Moderators'] }] });
  const moderator = discord.member({ roles: ['Moderators'] });
  const start = () =>
    startKillableBot(main, {
      ...place,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      HOME_GUILD_ID: discord.guild().id,
      MODERATOR_ROLE_IDS: discord.role('Moderators').id,
    });
  let bot = await start();
  let before = await historyIn(place);
  let number = 0;
  const prepare = (action: Action) =>
    prepareStep(action, ++number, { moderator, bot, corpusDir: place.CORPUS_DIR, history: before });

  const longest = new Map<string, number>();
  for (const action of ACTIONS) {
    const step = await prepare(action);
    const times = await timeStep(step, place);
    for (const [beginning, time] of Object.entries(times)) longest.set(`${action} ${beginning}`, time);
    before = await historyIn(place);
  }

  return {
    async kill(action, random) {
      const step = await prepare(action);
      const beginning: Beginning = action !== 'quarantine' && random() < 0.5 ? 'the work at the index' : 'the command';
      const length = `${action} ${beginning}`;
      const after = random() * longest.get(length)!;
      const killed = bot;
      const looking = new AbortController();
      const begun = beginning === 'the command' ? Promise.resolve() : workAtTheIndex(place, looking.signal);
      const taking = step.take().then(
        ({ text }) => text,
        () => null,
      );
      const said = await Promise.race([begun.then(() => sleep(after, null)), taking]);
      killed.kill();
      looking.abort();
      longest.set(length, longest.get(length)! * (said === null ? IN_TIME : TOO_LATE));
      try {
        bot = await start();
        // What the bot had started sees that it is alone, and ends.
        if ((await killed.gone) !== 'SIGKILL') throw new Error('the bot had ended on its own.');
        const member = discord.member();
        before = await expectNothingLost({ step, said, before, place, member });
        const [wrong] = [...discord.violations, ...discord.pings];
        if (wrong) throw new Error(`the bot sent what it may not: ${JSON.stringify(wrong)}`);
      } catch (cause) {
        const what = `${action} number ${number}, killed ${after.toFixed(0)} ms after ${beginning} had begun`;
        const how = said === null ? 'before it was confirmed' : `after "${said}"`;
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(
          `${what}, ${how}: ${why}\nThe bot that was killed wrote:\n${killed.said()}\nThe one after it:\n${bot.said()}`,
          { cause },
        );
      }
      return said === null ? 'underWay' : 'confirmed';
    },
    async close() {
      bot.kill();
      await bot.gone;
      await discord.stop();
    },
  };
}

/** How long an action takes from either beginning, in milliseconds. @throws when it is not confirmed */
async function timeStep(step: Step, place: Place): Promise<Readonly<Record<Beginning, number>>> {
  const looking = new AbortController();
  const begun = performance.now();
  let atTheIndex = begun;
  const found = workAtTheIndex(place, looking.signal).then(() => {
    atTheIndex = performance.now();
  });
  const { text } = await step.take();
  looking.abort();
  await found;
  if (!text.startsWith(step.confirmation)) throw new Error(`An action that nobody disturbed ended in: ${text}`);
  const ended = performance.now();
  return { 'the command': ended - begun, 'the work at the index': ended - atTheIndex };
}

/** Resolves when a process puts up its folder for work at the index, or when nobody looks any more. */
async function workAtTheIndex({ INDEX_DIR }: Place, signal: AbortSignal): Promise<void> {
  try {
    for await (const { filename } of watch(INDEX_DIR, { signal })) if (filename?.startsWith('building-')) return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
