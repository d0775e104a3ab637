import { readBotConfig } from '#src/config.js';
import { inviteLink } from '#src/discord/invite.js';
import { command, run } from './cli/command.js';

const program = command('invite', 'Prints the link that adds the bot to a server, with the permissions that it needs.');

await run(program, () => {
  const { token } = readBotConfig().discord;
  console.log(inviteLink(applicationIdOf(token)));
  return Promise.resolve();
});

/** The first part of a token is the id of its application in base64. @throws when it is not */
function applicationIdOf(token: string): string {
  const id = Buffer.from(token.split('.', 1)[0]!, 'base64').toString();
  if (/^\d{17,20}$/.test(id)) return id;
  throw new Error(
    'DISCORD_TOKEN does not begin with the id of an application. Copy it anew: "Reset Token" on the page "Bot".',
  );
}
