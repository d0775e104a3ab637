/** Longest part of a message that is searched for; triage reads all of it. */
const SEARCHED_CHARACTERS = 4000;

/** Characters that are not seen but change how a text is read: controls, zero-width and direction marks. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A message as it is searched for: one line, without invisible characters, mentions of people, links and custom emoji. */
export function cleanQuestion(message: string): string {
  return message
    .slice(0, SEARCHED_CHARACTERS)
    .replace(/<(?:[@#][!&]?|a?:\w{1,40}:)\d{1,20}>|https?:\/\/\S{1,500}/g, ' ')
    .replace(INVISIBLE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
