/** Longest part of a message that is searched for; triage reads all of it. */
const SEARCHED_CHARACTERS = 4000;

/** Zero-width and direction marks, soft hyphens and the like: they stand inside words, so nothing takes their place. */
const INVISIBLE = /\p{Cf}/gu;
const CONTROL = /\p{Cc}/gu;

/** A message as it is searched for: one line, without invisible characters, mentions of people, links and custom emoji. */
export function cleanQuestion(message: string): string {
  return message
    .slice(0, SEARCHED_CHARACTERS)
    .replace(INVISIBLE, '')
    .replace(/<(?:[@#][!&]?|a?:\w{1,40}:)\d{1,20}>|https?:\/\/\S{1,500}/g, ' ')
    .replace(CONTROL, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
