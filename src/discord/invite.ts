import { OAuth2Scopes, PermissionsBitField } from 'discord.js';

/** What the bot needs in a channel: to see it, answer in it and in its threads, open one, and look at the message it answers. */
const PERMISSIONS = new PermissionsBitField([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
]);

/** The address at which the owner of a server adds the bot. The application's id is the first part of its token. */
export function inviteLink(applicationId: string): string {
  const link = new URL('https://discord.com/oauth2/authorize');
  link.search = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: PERMISSIONS.bitfield.toString(),
  }).toString();
  return link.href;
}
