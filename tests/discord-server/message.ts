import {
  ComponentType,
  MessageFlags,
  type APIAttachment,
  type APIButtonComponent,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type APISelectMenuComponent,
} from 'discord-api-types/v10';
import { collectText, walkComponents } from './components.js';
import type { Interaction } from './interaction.js';
import { makeId } from './ids.js';
import type { Channel, Role, User } from './world.js';

export interface Mentions {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  readonly everyone: boolean;
}

/** What an author writes and may edit later. */
export interface MessageBody {
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  flags: number;
}

export interface MessagePlan {
  readonly channel: Channel;
  readonly author: User;
  readonly body?: Partial<MessageBody>;
  readonly mentions?: Mentions;
  readonly replyTo?: Message | null;
  readonly interaction?: Interaction | null;
  readonly nonce?: string | number | null;
}

const NOBODY: Mentions = { users: [], roles: [], everyone: false };

/** A message as it stands now: later edits are seen in the same object. */
export class Message implements MessageBody {
  readonly id = makeId();
  readonly createdAt = new Date();
  readonly channel: Channel;
  readonly author: User;
  readonly replyTo: Message | null;
  /** The interaction that it answers. */
  readonly interaction: Interaction | null;
  readonly nonce: string | number | null;
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  flags: number;
  mentions: Mentions;
  editedAt: Date | null = null;
  deleted = false;
  thread: Channel | null = null;

  constructor({ channel, author, body = {}, mentions, replyTo, interaction, nonce }: MessagePlan) {
    this.channel = channel;
    this.author = author;
    this.content = body.content ?? '';
    this.embeds = body.embeds ?? [];
    this.components = body.components ?? [];
    this.attachments = body.attachments ?? [];
    this.flags = body.flags ?? 0;
    this.mentions = mentions ?? NOBODY;
    this.replyTo = replyTo ?? null;
    this.interaction = interaction ?? null;
    this.nonce = nonce ?? null;
  }

  /** What "Copy Message Link" gives. */
  get link(): string {
    return `https://discord.com/channels/${this.channel.guild?.id ?? '@me'}/${this.channel.id}/${this.id}`;
  }

  get ephemeral(): boolean {
    return (this.flags & MessageFlags.Ephemeral) !== 0;
  }

  /** Still the "is thinking" of a deferred reply. */
  get loading(): boolean {
    return (this.flags & MessageFlags.Loading) !== 0;
  }

  get isComponentsV2(): boolean {
    return (this.flags & MessageFlags.IsComponentsV2) !== 0;
  }

  /** All that can be read in it with embeds off: its content and its text components. */
  get text(): string {
    return [this.content, ...collectText(this.components)].filter(Boolean).join('\n');
  }

  get buttons(): APIButtonComponent[] {
    return walkComponents(this.components).filter((part) => part.type === ComponentType.Button);
  }

  get menus(): APISelectMenuComponent[] {
    return walkComponents(this.components).filter(
      (part): part is APISelectMenuComponent => 'custom_id' in part && part.type !== ComponentType.Button,
    );
  }

  /** What the buttons say, in order. */
  get labels(): string[] {
    return this.buttons.map((button) => ('label' in button && button.label) || '');
  }
}
