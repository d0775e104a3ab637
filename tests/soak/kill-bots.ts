import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { REMARKS } from '#src/answer/answer.js';
import { formatProblem } from '#src/corpus/problem.js';
import { checkCorpus } from '#src/corpus/read-corpus.js';
import { decisionsFile } from '#src/moderation/decisions.js';
import { readDecisions } from '#src/moderation/decision-lines.js';
import type { Decision } from '#src/moderation/decision.js';
import { standingAfter } from '#src/moderation/standing.js';
import { readPublications } from '#src/search-index/publish.js';
import { pick, seededRandom } from '../../scripts/statistics/random.js';
import { startDiscord } from '../discord-server/discord.js';
import type { Interaction } from '../discord-server/interaction.js';
import type { Member } from '../discord-server/member.js';

export interface KillOptions {
  /** An empty folder. */
  readonly folder: string;
  /** A small corpus with the article `methods/bar-hang.md`. */
  readonly corpus: string;
  /** The compiled src/main.ts. */
  readonly main: string;
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** How the rounds ended. */
export interface KillResult {
  /** Decisions that the moderator saw confirmed before the signal came. */
  readonly confirmed: number;
  /** Those that were under way. */
  readonly interrupted: number;
}

/** Answered by the section that is withheld and released. */
const QUESTION = 'how do I get off the pull up bar without a jolt';
const SECTION = 'bar-hang › Stepping off the bar';
const WORDS = 'down onto it, one foot after the other';
/** Where every round writes its number. */
const MARK = /Put a \S+ under the bar/;
/** How long each kind of action may take at first, in milliseconds; what is seen corrects it. */
const LONGEST = 4000;

type Kind = 'publish' | 'rollback' | 'quarantine' | 'release' | 'pause' | 'resume';

/**
 * Kills whole bots at random instants while a moderator publishes, rolls back, withholds, releases and pauses. After each a bot must start again and
 * answer as the decisions on the disk say, every confirmed decision must be among them, and no article may be half.
 * @throws at the first round in which one of these is not so
 */
export async function killBots({ folder, corpus, main, rounds, seed, onRound }: KillOptions): Promise<KillResult> {
  const random = seededRandom(seed);
  const place = {
    CORPUS_DIR: path.join(folder, 'corpus'),
    INDEX_DIR: path.join(folder, 'index'),
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  await cp(corpus, place.CORPUS_DIR, { recursive: true });
  const discord = await startDiscord({ guilds: [{ channels: ['general'], roles: ['Moderators'] }] });
  const moderator = discord.member({ roles: ['Moderators'] });
  const settings = {
    ...place,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    HOME_GUILD_ID: discord.guild().id,
    MODERATOR_ROLE_IDS: discord.role('Moderators').id,
  };
  const longest = new Map<Kind, number>();
  const result = { confirmed: 0, interrupted: 0 };
  let history: readonly Decision[] = [];
  let bot = await startBot(main, settings);
  try {
    for (let round = 1; round <= rounds; round++) {
      const fail = (what: string): never => {
        throw new Error(`Round ${round} with seed ${seed}: ${what}`);
      };
      const kind = chooseKind(history, random);
      const file = path.join(place.CORPUS_DIR, 'methods/bar-hang.md');
      const text = (await readFile(file, 'utf8')).replace(MARK, `Put a box-${round} under the bar`);
      if (kind === 'publish' && round % 2 === 0) await writeFile(file, text);
      const acting = act(kind, text, moderator, round % 2 === 0).catch(() => false);
      const most = longest.get(kind) ?? LONGEST;
      const seen = await Promise.race([sleep(random() * most, false), acting]);
      bot.kill('SIGKILL');
      await once(bot, 'exit');
      result[seen ? 'confirmed' : 'interrupted']++;
      longest.set(kind, most * (seen ? 0.9 : 1.05));

      bot = await startBot(main, settings);
      const now = readDecisions(await readFile(decisionsFile(place.MODERATION_DIR), 'utf8').catch(() => '')).decisions;
      if (JSON.stringify(now.slice(0, history.length)) !== JSON.stringify(history)) fail('a decision was lost.');
      const made = now.slice(history.length).map((decision) => decision.kind);
      if (made.length > 1) fail(`one ${kind} became ${made.join(', ')}.`);
      if (seen && made[0] !== kind) fail(`a confirmed ${kind} was lost.`);
      const live = (await readPublications(place.INDEX_DIR))[0]?.generation;
      const last = now.findLast((decision) => decision.kind === 'publish' || decision.kind === 'rollback');
      if (seen && last && last.generation !== live) fail(`${last.generation} was confirmed and ${live} is live.`);
      const { problems } = await checkCorpus(place.CORPUS_DIR, '2026-11-22');
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) fail(errors.map(formatProblem).join('\n'));
      const { paused, quarantined } = standingAfter(now);
      const answer = (await (await discord.member().slash('ask', { question: QUESTION })).reply()).text;
      if (answer.includes(REMARKS.paused) !== paused) fail(`paused is ${paused}, and the answer is: ${answer}`);
      if (!paused && answer.includes(WORDS) === quarantined.length > 0)
        fail(`${quarantined.length} sections are withheld, and the answer is: ${answer}`);
      history = now;
      onRound?.(round);
    }
    if (discord.violations.length > 0) throw new Error(JSON.stringify(discord.violations[0]));
    return result;
  } finally {
    bot.kill('SIGKILL');
    await discord.stop();
  }
}

/** What can be done as things stand; publishing comes more often, since it has the most steps. */
function chooseKind(history: readonly Decision[], random: () => number): Kind {
  const { paused, quarantined } = standingAfter(history);
  const published = history.filter(({ kind }) => kind === 'publish').length;
  return pick<Kind>(
    [
      'publish',
      'publish',
      ...(published > 0 ? (['rollback'] as const) : []),
      quarantined.length > 0 ? 'release' : 'quarantine',
      paused ? 'resume' : 'pause',
    ],
    random,
  );
}

/** Does it as a moderator would, and gives whether the bot confirmed it. `refresh`: the article was changed in the folder; else a file is sent. */
async function act(kind: Kind, text: string, moderator: Member, refresh: boolean): Promise<boolean> {
  switch (kind) {
    case 'publish': {
      const asked = await (refresh
        ? moderator.slash('corpus refresh')
        : moderator.slash('corpus replace', { article: 'bar-hang', file: { name: 'bar-hang.md', content: text } }));
      const review = await endOf(asked);
      if (!review.labels.includes('Publish')) return false;
      return (await endOf(await moderator.press(review, 'Publish'))).text.startsWith('Published');
    }
    case 'rollback':
      return (await endOf(await moderator.slash('corpus rollback'))).text.startsWith('Rolled back');
    case 'quarantine': {
      const [section] = await (await moderator.autocomplete('corpus quarantine', 'passage', 'stepping off')).choices();
      const values = { passage: String(section?.value), reason: 'a test' };
      return (await endOf(await moderator.slash('corpus quarantine', values))).text.startsWith('In quarantine');
    }
    case 'release':
      return (await endOf(await moderator.slash('corpus release', { passage: SECTION }))).text.startsWith('Released');
    case 'pause':
      return (await endOf(await moderator.slash('corpus pause'))).text.startsWith('Paused');
    case 'resume':
      return (await endOf(await moderator.slash('corpus resume'))).text.startsWith('Resumed');
  }
}

async function endOf(asked: Interaction) {
  const message = await asked.reply();
  while (message.text.startsWith('⏳')) await sleep(10);
  return message;
}

async function startBot(main: string, settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const env = { PATH: process.env.PATH, ...settings };
  const child = spawn(process.execPath, [main], { env, cwd: path.dirname(main), stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('"msg":"Ready')) break;
  }
  if (child.exitCode !== null) throw new Error(`The bot did not start again:\n${lines.join('\n')}`);
  child.stdout.resume();
  return child;
}
