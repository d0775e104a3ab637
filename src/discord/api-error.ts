import { DiscordAPIError, HTTPError } from 'discord.js';

/** Discord's error codes that are part of everyday life. */
export const CODES = {
  unknownMessage: 10008,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  mayNotReply: 160002,
  wrongChannelType: 50024,
  threadExists: 160004,
} as const;

/** What went wrong, in a word that can be counted: Discord's code, the HTTP status or the error's name. */
export function failureKind(error: unknown): string {
  if (error instanceof DiscordAPIError) return `discord-${error.code}`;
  if (error instanceof HTTPError) return `http-${error.status}`;
  return error instanceof Error ? error.name : 'unknown';
}

/** Whether Discord refused with one of these codes. */
export function isRefusal(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/** What is gone or not allowed: the same stays so however it is asked for. */
export function isFinal(error: unknown): boolean {
  return error instanceof DiscordAPIError && [401, 403, 404].includes(error.status);
}
