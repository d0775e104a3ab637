import { ApplicationCommandType, type APIApplicationCommand } from 'discord-api-types/v10';
import { missingAccess, refuse, unknownCommand } from '../api-error.js';
import { checkCommands, type SentCommand } from '../command-limits.js';
import { makeId } from '../ids.js';
import { created, done, ok, type Answer, type Call, type Route } from '../route.js';
import type { World } from '../world.js';

const GLOBAL = '/applications/{application_id}/commands';
const GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';

export const commandRoutes: readonly Route[] = [
  { operation: 'list_application_commands', method: 'GET', path: GLOBAL, handle: list },
  { operation: 'bulk_set_application_commands', method: 'PUT', path: GLOBAL, handle: replaceAll },
  { operation: 'create_application_command', method: 'POST', path: GLOBAL, handle: create },
  { operation: 'get_application_command', method: 'GET', path: `${GLOBAL}/{command_id}`, handle: get },
  { operation: 'update_application_command', method: 'PATCH', path: `${GLOBAL}/{command_id}`, handle: update },
  { operation: 'delete_application_command', method: 'DELETE', path: `${GLOBAL}/{command_id}`, handle: remove },
  { operation: 'list_guild_application_commands', method: 'GET', path: GUILD, handle: list },
  { operation: 'bulk_set_guild_application_commands', method: 'PUT', path: GUILD, handle: replaceAll },
  { operation: 'create_guild_application_command', method: 'POST', path: GUILD, handle: create },
  { operation: 'get_guild_application_command', method: 'GET', path: `${GUILD}/{command_id}`, handle: get },
  { operation: 'update_guild_application_command', method: 'PATCH', path: `${GUILD}/{command_id}`, handle: update },
  { operation: 'delete_guild_application_command', method: 'DELETE', path: `${GUILD}/{command_id}`, handle: remove },
];

/** The commands that a route is about: global ones, or those of a server that the bot is in. */
function open({ world, params }: Call): APIApplicationCommand[] {
  const guildId = params.guild_id;
  if (params.application_id !== world.applicationId) throw missingAccess();
  if (guildId === undefined) return world.commands.global;
  if (!world.guilds.get(guildId)?.members.has(world.bot.id)) throw missingAccess();
  let commands = world.commands.guilds.get(guildId);
  if (!commands) world.commands.guilds.set(guildId, (commands = []));
  return commands;
}

function find(call: Call): APIApplicationCommand {
  const command = open(call).find(({ id }) => id === call.params.command_id);
  if (!command) throw unknownCommand();
  return command;
}

/** Discord fills in what was left out; a command that is registered again under its name keeps its id. */
function complete(world: World, sent: SentCommand, guildId: string | undefined, old?: APIApplicationCommand) {
  const type = sent.type ?? ApplicationCommandType.ChatInput;
  return {
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    contexts: null,
    integration_types: [0],
    ...sent,
    type,
    id: old?.id ?? makeId(),
    application_id: world.applicationId,
    version: makeId(),
    name_localizations: null,
    description_localizations: null,
    description: sent.description ?? '',
    ...(sent.options && { options: sent.options }),
    ...(guildId !== undefined && { guild_id: guildId }),
  } as unknown as APIApplicationCommand;
}

const sameKind = (a: SentCommand) => (b: APIApplicationCommand) => b.name === a.name && b.type === (a.type ?? 1);

function list(call: Call): Answer {
  return ok(open(call));
}

function get(call: Call): Answer {
  return ok(find(call));
}

function replaceAll(call: Call): Answer {
  const { world, body, params } = call;
  const commands = open(call);
  const sent = (body ?? []) as readonly SentCommand[];
  refuse(checkCommands(sent));
  const old = commands.splice(0);
  commands.push(...sent.map((command) => complete(world, command, params.guild_id, old.find(sameKind(command)))));
  return ok(commands);
}

function create(call: Call): Answer {
  const { world, body, params } = call;
  const commands = open(call);
  const sent = body as SentCommand;
  const index = commands.findIndex(sameKind(sent));
  const others = commands.filter((_, at) => at !== index);
  refuse(checkCommands([...(others as readonly SentCommand[]), sent]));
  const command = complete(world, sent, params.guild_id, commands[index]);
  commands.splice(0, commands.length, ...others, command);
  return index === -1 ? created(command) : ok(command);
}

function update(call: Call): Answer {
  const { world, body, params } = call;
  const old = find(call);
  const sent = { ...(old as SentCommand), ...(body as Partial<SentCommand>) };
  const commands = open(call);
  refuse(checkCommands(commands.map((command) => (command === old ? sent : (command as SentCommand)))));
  const command = complete(world, sent, params.guild_id, old);
  commands.splice(commands.indexOf(old), 1, command);
  return ok(command);
}

function remove(call: Call): Answer {
  const commands = open(call);
  commands.splice(commands.indexOf(find(call)), 1);
  return done;
}
