import { LEVELS, type Level } from '../safety/level.js';

/**
 * What a button or a menu does. It travels in the component's id, so that it works after a restart, and it never holds a word of a question:
 * passages are named by their ids, and who may delete an answer by the id that Discord shows beside it anyway.
 */
export type Action =
  /** The next passages, under the notice that the answer had. */
  | { readonly kind: 'more'; readonly level: Level | null; readonly passages: readonly string[] }
  /** The page of an article that holds a passage, under the notice that the answer had: as a message of its own. */
  | { readonly kind: 'read'; readonly level: Level | null; readonly passage: string }
  /** The same in place of the page before or after it. */
  | {
      readonly kind: 'turn';
      readonly to: 'previous' | 'next';
      readonly level: Level | null;
      readonly passage: string;
    }
  | { readonly kind: 'vote'; readonly helpful: boolean; readonly passages: readonly string[] }
  | { readonly kind: 'share'; readonly passages: readonly string[] }
  | { readonly kind: 'delete'; readonly asker: string }
  /** Answers the message that this one replies to, for the eyes of one member. */
  | { readonly kind: 'private' }
  /** The bibliography, of the article that holds a passage or of all: as a message of its own, or another page in place of the one before. */
  | { readonly kind: 'sources'; readonly passage: string | null; readonly page: number | null }
  /** The next step of the guide, with what was chosen before it. */
  | { readonly kind: 'guide'; readonly chosen: readonly string[] }
  /** Asks what is wrong with one of the passages that were shown. */
  | { readonly kind: 'report'; readonly passages: readonly string[] }
  /** The passage that is reported was chosen in the menu. */
  | { readonly kind: 'reported' }
  /** Reports a passage; what is wrong with it is chosen in the menu. */
  | { readonly kind: 'reason'; readonly passage: string }
  /** For moderators: decides about a candidate, or shows its review. */
  | { readonly kind: 'publish' | 'discard' | 'review'; readonly generation: string }
  /** For moderators: the article that a candidate would bring, as a message of its own, or another page in place of the one before. */
  | { readonly kind: 'preview'; readonly generation: string; readonly page: number | null }
  /** For moderators: a page of the history, counted from the newest. */
  | { readonly kind: 'history'; readonly page: number }
  /** For moderators: withholds the section of a passage, or of the one that is chosen in the menu together with the reason. */
  | { readonly kind: 'withhold'; readonly passage: string | null };

/** Ids of another version are refused, not guessed at. */
const VERSION = '1';
/** Discord's limit. */
const MAX_ID = 100;
const NONE = '-';

/** The id of a component. @throws RangeError when an action holds more than Discord lets an id hold: an error of the caller */
export function encode(action: Action): string {
  const id = [VERSION, action.kind, ...partsOf(action)].join('.');
  if (id.length > MAX_ID) throw new RangeError(`The id "${id}" is longer than ${MAX_ID} characters.`);
  return id;
}

function partsOf(action: Action): readonly string[] {
  switch (action.kind) {
    case 'more':
      return [action.level ?? NONE, ...action.passages];
    case 'read':
      return [action.passage, action.level ?? NONE];
    case 'turn':
      return [action.to, action.passage, action.level ?? NONE];
    case 'vote':
      return [action.helpful ? 'yes' : 'no', ...action.passages];
    case 'share':
      return action.passages;
    case 'delete':
      return [action.asker];
    case 'private':
    case 'reported':
      return [];
    case 'sources':
      return [action.passage ?? NONE, String(action.page ?? NONE)];
    case 'guide':
      return action.chosen;
    case 'report':
      return action.passages;
    case 'reason':
      return [action.passage];
    case 'publish':
    case 'discard':
    case 'review':
      return [action.generation];
    case 'preview':
      return [action.generation, String(action.page ?? NONE)];
    case 'history':
      return [String(action.page)];
    case 'withhold':
      return [action.passage ?? NONE];
  }
}

/** The level of a notice as an id holds it; undefined for a word that is none. Older ids of some kinds hold nothing in its place. */
function levelIn(part: string): Level | null | undefined {
  return part === NONE || part === '' ? null : LEVELS.find((one) => one === part);
}

/** The action of a component, or null for an id that this version does not know. Never throws: anybody can send any id. */
export function decode(id: string): Action | null {
  const [version, kind, ...parts] = id.split('.');
  if (version !== VERSION || parts.some((part) => !/^(?:\w{1,20}|-)$/.test(part))) return null;
  const [first = '', second = '', third = ''] = parts;
  switch (kind) {
    case 'more': {
      const level = levelIn(first);
      return level !== undefined && parts.length > 1 ? { kind, level, passages: parts.slice(1) } : null;
    }
    case 'read': {
      const level = levelIn(second);
      return level !== undefined && first !== '' && parts.length <= 2 ? { kind, level, passage: first } : null;
    }
    case 'turn': {
      const level = levelIn(third);
      return level !== undefined && second !== '' && parts.length <= 3 && (first === 'previous' || first === 'next')
        ? { kind, to: first, level, passage: second }
        : null;
    }
    case 'vote':
      return (first === 'yes' || first === 'no') && parts.length > 1
        ? { kind, helpful: first === 'yes', passages: parts.slice(1) }
        : null;
    case 'share':
      return parts.length > 0 ? { kind, passages: parts } : null;
    case 'delete':
      return parts.length === 1 && /^\d+$/.test(first) ? { kind, asker: first } : null;
    case 'private':
    case 'reported':
      return parts.length === 0 ? { kind } : null;
    case 'sources':
      return parts.length === 2 && /^(?:\d{1,4}|-)$/.test(second)
        ? { kind, passage: first === NONE ? null : first, page: second === NONE ? null : Number(second) }
        : null;
    case 'guide':
      return parts.length <= 2 ? { kind, chosen: parts } : null;
    case 'report':
      return parts.length > 0 ? { kind, passages: parts } : null;
    case 'reason':
      return parts.length === 1 ? { kind, passage: first } : null;
    case 'publish':
    case 'discard':
    case 'review':
      return parts.length === 1 ? { kind, generation: first } : null;
    case 'preview':
      return parts.length === 2 && /^(?:\d{1,4}|-)$/.test(second)
        ? { kind, generation: first, page: second === NONE ? null : Number(second) }
        : null;
    case 'history':
      return parts.length === 1 && /^\d{1,4}$/.test(first) ? { kind, page: Number(first) } : null;
    case 'withhold':
      return parts.length === 1 ? { kind, passage: first === NONE ? null : first } : null;
    default:
      return null;
  }
}
