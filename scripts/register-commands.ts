import { readBotConfig } from '#src/config.js';
import { explainRefusal } from '#src/discord/explain-refusal.js';
import { registerCommands } from '#src/discord/register.js';
import { command, run } from './cli/command.js';

const program = command(
  'register',
  'Tells Discord of the commands, where it knows others. The bot does it at every start.',
);

await run(program, async () => {
  const { discord, guildId, moderationDir } = readBotConfig();
  const outcome = await registerCommands({ ...discord, guildId, moderationDir }).catch((cause: unknown) => {
    throw new Error(explainRefusal(cause) ?? `Discord did not take the commands: ${String(cause)}`, { cause });
  });
  const members = guildId === null ? 'everywhere' : `in the server ${guildId} alone`;
  const moderators = discord.homeGuildId === null ? '' : `, moderators' in the home server ${discord.homeGuildId}`;
  const where = members + moderators;
  console.log(outcome === 'registered' ? `Registered ${where}.` : `Nothing to do: the commands are known ${where}.`);
});
