import { ApiError, missingAccess, unknownGuild, unknownMember } from '../api-error.js';
import { writeChannel, writeGuild, writeMember, writeRole } from '../payloads.js';
import { ok, type Answer, type Call, type Route } from '../route.js';
import type { Guild } from '../world.js';

const GUILD = '/guilds/{guild_id}';

export const guildRoutes: readonly Route[] = [
  { operation: 'get_guild', method: 'GET', path: GUILD, handle: get },
  { operation: 'list_guild_channels', method: 'GET', path: `${GUILD}/channels`, handle: listChannels },
  { operation: 'list_guild_roles', method: 'GET', path: `${GUILD}/roles`, handle: listRoles },
  { operation: 'get_guild_member', method: 'GET', path: `${GUILD}/members/{user_id}`, handle: getMember },
  { operation: 'list_my_guilds', method: 'GET', path: '/users/@me/guilds', handle: listOwn },
];

function open({ world, params }: Call): Guild {
  const guild = world.guilds.get(params.guild_id!);
  if (!guild) throw unknownGuild();
  if (!guild.available) throw new ApiError(503, 0, 'Service Unavailable');
  if (!guild.members.has(world.bot.id)) throw missingAccess();
  return guild;
}

function get(call: Call): Answer {
  return ok(writeGuild(open(call)));
}

function listChannels(call: Call): Answer {
  const channels = [...open(call).channels.values()].filter(({ thread }) => !thread);
  return ok(channels.map((channel) => writeChannel(channel, call.world)));
}

function listRoles(call: Call): Answer {
  return ok(Array.from(open(call).roles.values(), writeRole));
}

function getMember(call: Call): Answer {
  const member = open(call).members.get(call.params.user_id!);
  if (!member) throw unknownMember();
  return ok(writeMember(member));
}

function listOwn({ world }: Call): Answer {
  const guilds = world.ownGuilds.map(({ id, name }) => ({
    id,
    name,
    icon: null,
    banner: null,
    owner: false,
    permissions: '0',
    features: [],
  }));
  return ok(guilds);
}
