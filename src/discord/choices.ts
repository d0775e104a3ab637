import { shorten } from './message.js';

/** What a completion offers: the words that are shown, and what is sent when they are chosen. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Choices that Discord shows, and characters of one's name and value. */
export const MAX_CHOICES = 25;
const MAX_CHOICE = 100;

/** Choices in a form that Discord takes: names are shortened, values never. */
export function fitChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .filter(({ value }) => value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: shorten(name, MAX_CHOICE), value }));
}
