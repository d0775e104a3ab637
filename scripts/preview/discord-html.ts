import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import type { MessageBody, Row } from '#src/discord/message.js';
import { discordToHtml, escapeHtml } from './discord-markdown.js';
import { STYLE } from './style.js';

/** A message of the bot and what a reader sees above it. */
export interface Scene {
  /** Name of the picture's file in docs/, without its ending. */
  readonly name: string;
  /** Said in public before the bot answers; left out where a command stands there instead. */
  readonly question?: string;
  /** Name of the thread that the answer stands in. */
  readonly thread?: string;
  /** The command, as Discord names it above an answer. */
  readonly command?: string;
  readonly body: MessageBody;
  /** Pixels of the window: 390 is a phone's. */
  readonly width: number;
}

const MEMBER = 'Robin';
const BOT = 'Backchat';

/** A scene as a page in Discord's dark manner. */
export function pageOf(scene: Scene): string {
  return `<!doctype html><meta charset="utf-8"><title>${scene.name}</title><style>${STYLE}</style>${sceneToHtml(scene)}`;
}

/** A scene as a part of a page. */
export function sceneToHtml({ name, question, thread, command, body, width }: Scene): string {
  const hidden = (body.flags & MessageFlags.Ephemeral) !== 0;
  const asked = question === undefined ? '' : bubble(MEMBER, 'member', `<p>${escapeHtml(question)}</p>`);
  const heading = thread === undefined ? '' : `<div class="thread"># ask › <b>${escapeHtml(thread)}</b></div>`;
  const above =
    command === undefined ? question : `<b>${MEMBER}</b> used <span class="command">${escapeHtml(command)}</span>`;
  const reply =
    above === undefined || thread !== undefined
      ? ''
      : `<div class="reply">${command === undefined ? `<b>${MEMBER}</b> ${escapeHtml(above)}` : above}</div>`;
  const footer = hidden ? '<div class="hidden-note">Only you can see this · <a>Dismiss message</a></div>' : '';
  const text = `<div class="content">${discordToHtml(body.content)}</div>${body.components.map(rowToHtml).join('')}${footer}`;
  return `<main id="${name}" style="width:${width}px">${heading}${asked}${reply}${bubble(BOT, hidden ? 'bot hidden' : 'bot', text)}</main>`;
}

function bubble(name: string, kind: string, html: string): string {
  const tag = kind === 'member' ? '' : ' <span class="tag">APP</span>';
  return `<div class="message ${kind}"><div class="avatar">${name[0]!}</div><div class="body"><div class="name">${name}${tag} <time>Today at 14:07</time></div>${html}</div></div>`;
}

function rowToHtml({ components }: Row): string {
  return `<div class="row">${components.map(componentToHtml).join('')}</div>`;
}

function componentToHtml(component: Row['components'][number]): string {
  if (component.type === ComponentType.StringSelect)
    return `<span class="select">${escapeHtml(component.placeholder ?? '')}<span>⌄</span></span>`;
  if (component.type !== ComponentType.Button || !('label' in component))
    throw new Error(`A message holds a component of type ${component.type}, which the preview does not draw.`);
  const style = ButtonStyle[component.style].toLowerCase();
  return `<span class="button ${style} ${component.disabled ? 'disabled' : ''}">${escapeHtml(component.label ?? '')}</span>`;
}
