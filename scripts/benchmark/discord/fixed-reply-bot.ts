import { ApplicationCommandOptionType, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

// The peer: as little as a bot can do. It gets the address and the token as its two words.
const [api, token] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: api! } });
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const { Ephemeral } = MessageFlags;
  // A refusal shows at the stand-in, as a command that nobody answered.
  void interaction.reply({ content: 'The same words to everybody.', flags: Ephemeral }).catch(() => undefined);
});
client.once(Events.ClientReady, (ready) => {
  const type = ApplicationCommandOptionType.String;
  const options = [{ type, name: 'question', description: 'Anything' } as const];
  void ready.application.commands.set([{ name: 'ask', description: 'Replies', options }]).then(() => {
    console.log('{"msg":"Ready"}');
  });
});
process.once('SIGTERM', () => {
  void client.destroy().then(() => process.exit(0));
});
await client.login(token);
