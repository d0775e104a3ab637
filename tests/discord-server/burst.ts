import type { Discord } from './discord.js';

/** Many slash commands, so many of them under way at once. */
export interface Burst {
  readonly command: string;
  readonly option: string;
  /** What is put into the option; taken in turn. */
  readonly texts: readonly string[];
  readonly count: number;
  readonly atOnce: number;
}

/** In milliseconds from sending the event, in the order of sending. */
export interface BurstTimes {
  readonly acknowledgedMs: readonly number[];
  readonly answeredMs: readonly number[];
}

/** Each command comes from a member of its own, so that no cooldown answers instead of the bot. */
export async function runBurst(
  discord: Discord,
  { command, option, texts, count, atOnce }: Burst,
): Promise<BurstTimes> {
  const acknowledgedMs: number[] = [];
  const answeredMs: number[] = [];
  let next = 0;
  const keepAsking = async () => {
    while (next < count) {
      const at = next++;
      const asked = await discord.member().slash(command, { [option]: texts[at % texts.length]! });
      await asked.reply();
      acknowledgedMs[at] = asked.acknowledgedAfterMs!;
      answeredMs[at] = asked.answeredAfterMs!;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, keepAsking));
  return { acknowledgedMs, answeredMs };
}
