import type { Triage } from '../safety/triage.js';
import type { Desk } from './desk.js';
import type { MessageBody } from './message.js';
import { note, NOTES, waitNote } from './render-texts.js';

/** Why a question is not answered now: a member who asks too often, or too many members. What it is called is what is counted. */
export type TurnedAway =
  { readonly kind: 'busy' } | { readonly kind: 'cooldown'; readonly seconds: number; readonly told: boolean };

/** Null where a question may be answered, which begins the cooldown of its member; null there stands for nobody. No warning sign is turned away. */
export function turnAway({ level }: Triage, member: string | null, { queue, cooldown }: Desk): TurnedAway | null {
  if (level !== null) return null;
  if (queue.full) return { kind: 'busy' };
  const wait = member === null ? null : cooldown.check(member);
  return wait && { kind: 'cooldown', ...wait };
}

/** Asks for patience. */
export function patienceNote(away: TurnedAway, asker: string, { cooldown }: Desk): MessageBody {
  if (away.kind === 'busy') return note(NOTES.busy);
  cooldown.markTold(asker);
  return waitNote(away.seconds);
}
