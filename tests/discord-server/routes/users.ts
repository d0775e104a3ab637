import { unknownUser } from '../api-error.js';
import { writeChannel, writeUser } from '../payloads.js';
import { ok, type Answer, type Call, type Route } from '../route.js';
import type { User, World } from '../world.js';

export const userRoutes: readonly Route[] = [
  { operation: 'get_my_user', method: 'GET', path: '/users/@me', handle: getOwn },
  { operation: 'get_user', method: 'GET', path: '/users/{user_id}', handle: get },
  { operation: 'create_dm', method: 'POST', path: '/users/@me/channels', handle: openDm },
  { operation: 'get_my_application', method: 'GET', path: '/applications/@me', handle: getApplication },
  {
    operation: 'get_my_oauth2_application',
    method: 'GET',
    path: '/oauth2/applications/@me',
    handle: getApplication,
  },
];

function find(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user) throw unknownUser();
  return user;
}

function getOwn({ world }: Call): Answer {
  return ok({ ...writeUser(world.bot), mfa_enabled: true, locale: 'en-US', verified: true, email: null });
}

function get({ world, params }: Call): Answer {
  return ok(writeUser(find(world, params.user_id!)));
}

function openDm({ world, body }: Call): Answer {
  const { recipient_id: id } = body as { recipient_id: string };
  return ok(writeChannel(world.openDm(find(world, id)), world));
}

function getApplication({ world }: Call): Answer {
  return ok({
    id: world.applicationId,
    name: world.bot.username,
    description: '',
    type: null,
    icon: null,
    bot: writeUser(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    eligible_oauth2_scopes: [],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: writeUser(world.bot),
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
  });
}
