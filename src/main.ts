import { setFlagsFromString } from 'node:v8';
import { ConfigError, isDebugging, readBotConfig, type BotConfig } from './config.js';
import { startBot } from './discord/bot.js';
import { explainRefusal } from './discord/explain-refusal.js';
import type { Bot } from './discord/parts.js';
import { registerCommands } from './discord/register.js';
import { waitFor } from './discord/wait-for.js';
import { openCounters } from './moderation/counters.js';
import { openDecisions } from './moderation/decisions.js';
import { openLibrary, type Library } from './open-library.js';
import { openModeration } from './open-moderation.js';
import { serveHealth } from './operations/health.js';
import { createLog } from './operations/log.js';
import { createMetrics } from './operations/metrics.js';

// By itself V8 lets the heap grow up to fourfold before it collects what came of answers: 370 MB resident after 10,000 questions instead of 220.
setFlagsFromString('--heap-growing-percent=30');

/** Longest time from a signal to the end, in milliseconds: the bot takes up to 9 seconds of it, counts that are being written the rest. */
const STOPS_WITHIN = 9_500;

const config = readSettings();
const log = createLog({ level: config.logLevel });
let library: Library | null = null;
let bot: Bot | null = null;
const counters = openCounters(config.moderationDir);

// Node would print an error with its message, and a message may hold what a member wrote.
process.on('uncaughtException', (err) => {
  log.fatal({ err }, 'An error that nothing caught ends the process');
  process.exit(1);
});
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
await start().catch((err: unknown) => {
  log.fatal({ err }, explainRefusal(err) ?? 'The bot cannot start');
  process.exit(1);
});

function readSettings(): BotConfig {
  try {
    return readBotConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(isDebugging() ? error.stack : error.message);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const { discord: settings, guildId, moderationDir, healthHost: host, healthPort } = config;
  const metrics = createMetrics(() => library?.searcher()?.generation.manifest ?? null);
  if (healthPort !== null) {
    const ready = () => bot?.ready() ?? false;
    const { port } = await serveHealth({ host, port: healthPort, ready, metrics: metrics.text });
    log.info({ host, port }, 'Health and measurements are served');
  }
  const decisions = await openDecisions(moderationDir, {
    onChange: ({ paused, quarantined }) => {
      log.info({ paused, withheld: quarantined.length }, 'Moderators decided something');
    },
    onFailure: (err) => {
      log.error({ err }, 'Something is wrong with the decisions of moderators');
    },
  });
  library = await openLibrary(config, decisions.standing, log);
  const { librarian } = library;
  await register({ ...settings, guildId, moderationDir });
  const moderation = openModeration(config, decisions, () => library?.searcher()?.generation ?? null);
  bot = await startBot({ settings, librarian, log, metrics: metrics.bot, counters, moderation });
  log.info({}, 'Ready: questions are answered');
  void bot.ended.then(() => process.exit(1));
}

/** Yesterday's commands do for today: only a wrong setup keeps the bot from starting. */
async function register(registration: Parameters<typeof registerCommands>[0]): Promise<void> {
  try {
    log.info(
      { outcome: await registerCommands(registration) },
      'The commands were compared with those that Discord knows',
    );
  } catch (err) {
    if (explainRefusal(err) !== null) throw err;
    log.error({ err }, 'The commands could not be compared with those that Discord knows');
  }
}

function stop(signal: NodeJS.Signals): void {
  log.info({ signal }, 'Stopping: what is under way is finished first');
  const finished = Promise.resolve(bot?.stop())
    .then(() => counters.settled())
    .then(() => true);
  void waitFor(finished, STOPS_WITHIN)
    .then((inTime) => {
      if (!inTime) log.warn({}, 'Stopping takes too long: what is not finished is left');
    })
    .catch((err: unknown) => {
      log.error({ err }, 'Stopping went wrong');
    })
    .then(() => {
      log.info({}, 'Stopped');
      process.exit(0);
    });
}
