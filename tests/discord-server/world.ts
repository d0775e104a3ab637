import {
  ChannelType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  OverwriteType,
  type APIApplicationCommand,
  type ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { Attachments } from './attachments.js';
import type { Events } from './events.js';
import { makeId } from './ids.js';
import type { Interaction } from './interaction.js';
import type { Message } from './message.js';
import { writeRole } from './payloads.js';
import type { Ping } from './pings.js';
import { Queue } from './queue.js';
import { EVERYONE, permissionBits, type PermissionName } from './permissions.js';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot: boolean;
  readonly locale: string;
  acceptsDms: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly mentionable: boolean;
  /** Whose role it is that Discord made for a bot, which nobody else can have. */
  readonly botId: string | null;
  permissions: bigint;
}

export interface GuildMember {
  readonly guild: Guild;
  readonly user: User;
  readonly roles: Set<string>;
  readonly joinedAt: Date;
}

export interface Overwrite {
  readonly id: string;
  readonly type: OverwriteType;
  allow: bigint;
  deny: bigint;
}

export interface Thread {
  readonly ownerId: string;
  readonly members: Set<string>;
  readonly autoArchiveMinutes: ThreadAutoArchiveDuration;
  archived: boolean;
  locked: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  name: string;
  readonly guild: Guild | null;
  readonly parent: Channel | null;
  readonly overwrites: Overwrite[];
  /** The member at the other end of a private conversation. */
  readonly recipient: User | null;
  readonly thread: Thread | null;
  lastMessage: Message | null;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly createdAt: Date;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, GuildMember>;
  readonly channels: Map<string, Channel>;
  available: boolean;
}

export interface ChannelPlan {
  readonly name: string;
  /** What the bot may not do there. */
  readonly botMayNot?: readonly PermissionName[];
}

export interface RolePlan {
  readonly name: string;
  readonly permissions?: readonly PermissionName[];
  readonly mentionable?: boolean;
}

export interface GuildPlan {
  readonly name?: string;
  readonly channels?: readonly (string | ChannelPlan)[];
  readonly roles?: readonly (string | RolePlan)[];
  readonly available?: boolean;
}

export interface CommandSet {
  readonly global: APIApplicationCommand[];
  readonly guilds: Map<string, APIApplicationCommand[]>;
}

/** Everything that Discord knows at one moment. */
export class World {
  readonly bot: User = { id: makeId(), username: 'Backchat', bot: true, locale: 'en-US', acceptsDms: false };
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, User>([[this.bot.id, this.bot]]);
  readonly messages = new Map<string, Message>();
  readonly interactions = new Map<string, Interaction>();
  readonly commands: CommandSet = { global: [], guilds: new Map() };
  readonly attachments = new Attachments();
  /** Messages of the bot that pinged somebody. */
  readonly pings: Ping[] = [];
  readonly #posts = new Map<string, Queue<Message>>();

  constructor(
    readonly events: Events,
    readonly contentIntentAllowed: boolean,
  ) {}

  get applicationId(): string {
    return this.bot.id;
  }

  /** The servers that the bot is in. */
  get ownGuilds(): Guild[] {
    return [...this.guilds.values()].filter(({ members }) => members.has(this.bot.id));
  }

  addUser(username: string, locale: string): User {
    const user = { id: makeId(), username, bot: false, locale, acceptsDms: true };
    this.users.set(user.id, user);
    return user;
  }

  addGuild({ name = 'Backs', channels = ['general'], roles = [], available = true }: GuildPlan): Guild {
    const id = makeId();
    const owner = this.addUser(`${name}-owner`, 'en-US');
    const guild: Guild = {
      id,
      name,
      ownerId: owner.id,
      createdAt: new Date(),
      roles: new Map([[id, makeRole(id, { name: '@everyone' }, 0, EVERYONE)]]),
      members: new Map(),
      channels: new Map(),
      available,
    };
    this.guilds.set(id, guild);
    for (const role of roles) this.addRole(guild, typeof role === 'string' ? { name: role } : role);
    this.addMember(guild, owner, []);
    const own = this.addRole(guild, { name: this.bot.username, mentionable: true }, this.bot.id);
    this.addMember(guild, this.bot, [own.id]);
    for (const channel of channels) {
      const { name, botMayNot = [] } = typeof channel === 'string' ? { name: channel } : channel;
      this.forbid(this.addChannel({ guild, name, type: ChannelType.GuildText }), botMayNot);
    }
    return guild;
  }

  addRole(guild: Guild, plan: RolePlan, botId: string | null = null): Role {
    const role = makeRole(makeId(), plan, guild.roles.size, permissionBits(plan.permissions ?? []), botId);
    guild.roles.set(role.id, role);
    const payload = { guild_id: guild.id, role: writeRole(role) };
    this.events.publish(GatewayDispatchEvents.GuildRoleCreate, GatewayIntentBits.Guilds, () => payload);
    return role;
  }

  addMember(guild: Guild, user: User, roles: readonly string[]): GuildMember {
    const member = { guild, user, roles: new Set(roles), joinedAt: new Date() };
    guild.members.set(user.id, member);
    return member;
  }

  addChannel(plan: Partial<Channel> & Pick<Channel, 'type' | 'name'>): Channel {
    const channel: Channel = {
      id: makeId(),
      guild: null,
      parent: null,
      overwrites: [],
      recipient: null,
      thread: null,
      lastMessage: null,
      ...plan,
    };
    this.channels.set(channel.id, channel);
    channel.guild?.channels.set(channel.id, channel);
    return channel;
  }

  /** What the bot posted in a channel of its own accord, that is not as the answer to an interaction. */
  postsIn({ id }: Channel): Queue<Message> {
    let posts = this.#posts.get(id);
    if (!posts) this.#posts.set(id, (posts = new Queue()));
    return posts;
  }

  /** The private conversation between the bot and somebody; there is only one. */
  openDm(user: User): Channel {
    for (const channel of this.channels.values()) if (channel.recipient === user) return channel;
    return this.addChannel({ type: ChannelType.DM, name: user.username, recipient: user });
  }

  /** Takes permissions away from the bot in one channel. */
  forbid(channel: Channel, names: readonly PermissionName[]): void {
    if (!names.length) return;
    let own = channel.overwrites.find(({ id }) => id === this.bot.id);
    if (!own) channel.overwrites.push((own = { id: this.bot.id, type: OverwriteType.Member, allow: 0n, deny: 0n }));
    own.deny |= permissionBits(names);
  }
}

function makeRole(
  id: string,
  plan: RolePlan,
  position: number,
  permissions: bigint,
  botId: string | null = null,
): Role {
  return { id, name: plan.name, position, mentionable: plan.mentionable ?? false, botId, permissions };
}
