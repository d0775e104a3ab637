import { ChannelType, MessageType } from 'discord-api-types/v10';
import type { View } from './events.js';
import type { Message } from './message.js';
import { computePermissions } from './permissions.js';
import type { Channel, Guild, GuildMember, Role, User, World } from './world.js';

/** Everything is written out as Discord would, with the fields its description calls required. */
export function writeUser({ id, username, bot }: User) {
  return {
    id,
    username,
    discriminator: bot ? '0001' : '0',
    global_name: bot ? null : username,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    display_name_styles: null,
    banner: null,
    accent_color: null,
    clan: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    bot,
  };
}

export function writeMember(member: GuildMember) {
  return { user: writeUser(member.user), ...writeMembership(member) };
}

function writeMembership(member: GuildMember) {
  return {
    nick: null,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    display_name_styles: null,
    banner: null,
    roles: [...member.roles],
    joined_at: member.joinedAt.toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

/** The member of an interaction also carries what they may do in its channel. */
export function writeActingMember(member: GuildMember, channel: Channel) {
  return { ...writeMember(member), permissions: String(computePermissions(member, channel)) };
}

export function writeRole({ id, name, permissions, position, mentionable, botId }: Role) {
  return {
    id,
    name,
    description: null,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: botId !== null,
    mentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(botId !== null && { tags: { bot_id: botId } }),
  };
}

export function writeChannel(channel: Channel, world: World) {
  const shared = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.lastMessage?.id ?? null };
  if (channel.type === ChannelType.DM) return { ...shared, recipients: [writeUser(channel.recipient!)] };
  if (channel.thread) return { ...shared, ...writeThread(channel, world) };
  return {
    ...shared,
    guild_id: channel.guild!.id,
    name: channel.name,
    parent_id: null,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
  };
}

function writeThread({ id, guild, name, parent, thread }: Channel, world: World) {
  const { ownerId, members, autoArchiveMinutes, archived, locked } = thread!;
  const inside = members.has(world.bot.id);
  return {
    guild_id: guild!.id,
    name,
    parent_id: parent!.id,
    owner_id: ownerId,
    rate_limit_per_user: 0,
    bitrate: 64_000,
    user_limit: 0,
    rtc_region: null,
    message_count: 0,
    member_count: members.size,
    total_message_sent: 0,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration: autoArchiveMinutes,
      archive_timestamp: new Date().toISOString(),
      create_timestamp: new Date().toISOString(),
    },
    ...(inside && { member: { id, user_id: world.bot.id, join_timestamp: new Date().toISOString(), flags: 0 } }),
  };
}

export function writeGuild(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    features: [],
    roles: Array.from(guild.roles.values(), writeRole),
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    application_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    region: 'automatic',
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    hub_type: null,
    incidents_data: null,
  };
}

/** GUILD_CREATE: the server with all that a client needs at once; of the members only the bot itself. */
export function writeWholeGuild(guild: Guild, world: World) {
  const channels = [...guild.channels.values()];
  return {
    ...writeGuild(guild),
    joined_at: guild.createdAt.toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [writeMember(guild.members.get(world.bot.id)!)],
    channels: channels.filter(({ thread }) => !thread).map((channel) => writeChannel(channel, world)),
    threads: channels.filter(({ thread }) => thread).map((channel) => writeChannel(channel, world)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/**
 * A message as the bot may see it. Without the Message Content intent its text, embeds, attachments and components are
 * empty, except where Discord always shows them: own messages, private conversations, messages that mention the bot.
 */
export function writeMessage(message: Message, world: World, { readsContent }: View): Record<string, unknown> {
  const { channel, author, mentions, replyTo, interaction } = message;
  const shown =
    readsContent || author === world.bot || channel.type === ChannelType.DM || mentions.users.includes(world.bot);
  return {
    id: message.id,
    channel_id: channel.id,
    type: replyTo ? MessageType.Reply : interaction?.isCommand ? MessageType.ChatInputCommand : MessageType.Default,
    author: writeUser(author),
    content: shown ? message.content : '',
    embeds: shown ? message.embeds : [],
    attachments: shown ? message.attachments : [],
    components: shown ? message.components : [],
    mentions: mentions.users.map(writeUser),
    mention_roles: mentions.roles.map(({ id }) => id),
    mention_everyone: mentions.everyone,
    timestamp: message.createdAt.toISOString(),
    edited_timestamp: message.editedAt?.toISOString() ?? null,
    flags: message.flags,
    pinned: false,
    tts: false,
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(replyTo && {
      message_reference: { type: 0, channel_id: replyTo.channel.id, message_id: replyTo.id, ...inGuild(channel) },
      referenced_message: replyTo.deleted ? null : writeMessage(replyTo, world, { readsContent }),
    }),
    ...(interaction && {
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      interaction_metadata: interaction.writeMetadata(),
    }),
    ...(message.thread && { thread: writeChannel(message.thread, world) }),
  };
}

/** MESSAGE_CREATE and MESSAGE_UPDATE: beside the message, where it is and who in the server wrote it. */
export function writeMessageEvent(message: Message, world: World, view: View) {
  const { channel, author } = message;
  const member = channel.guild?.members.get(author.id);
  return {
    ...writeMessage(message, world, view),
    channel_type: channel.type,
    ...inGuild(channel),
    ...(member && { member: writeMembership(member) }),
  };
}

export function inGuild({ guild }: Channel): { guild_id?: string } {
  return guild ? { guild_id: guild.id } : {};
}
